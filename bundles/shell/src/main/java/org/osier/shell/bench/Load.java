package org.osier.shell.bench;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;

/**
 * Sends requests. With a rate it keeps to it, whatever becomes of them: an answer that is late keeps no further request
 * back, so that a pause of the other side is seen in all that it delays. Without one it sends the next when an answer comes.
 */
public final class Load {
    /** Longest sleep: how soon a stop is seen. */
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Supplier<CompletionStage<?>> request;
    private final LongSupplier nanos;
    private final Results results = new Results();
    private volatile boolean stopped;

    /** @param request sends one; any thread, does not wait */
    public Load(Supplier<CompletionStage<?>> request, LongSupplier nanos) {
        this.request = request;
        this.nanos = nanos;
    }

    public Results results() {
        return results;
    }

    /** Nothing is sent any more. */
    public void stop() {
        stopped = true;
    }

    /** Keeps {@code parallel} requests under way until {@code end}. Returns at once, unless all answers are there at once. */
    public void chains(int parallel, long end) {
        for (int i = 0; i < parallel; i++) chain(end);
    }

    /** An answer that is there at once goes on in the loop: a stack of answers would have no end. */
    private void chain(long end) {
        while (!stopped
                && nanos.getAsLong() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            var ended = send();
            if (!ended.isDone()) {
                ended.thenRun(() -> chain(end));
                return;
            }
        }
    }

    /**
     * Sends what is due until {@code end}.
     *
     * @param rate requests per second
     * @param begin by the clock of this
     * @param next called now and then, and at the end
     */
    public void paced(int rate, long begin, long end, Runnable next) throws InterruptedException {
        long sent = 0;
        for (long now = nanos.getAsLong(); now - end < 0 && !stopped; now = nanos.getAsLong()) {
            long due = due(rate, now - begin);
            for (; sent < due && !stopped; sent++) send();
            next.run();
            long wait = begin + at(rate, sent) - nanos.getAsLong();
            if (wait > 0) LockSupport.parkNanos(Math.min(Math.min(wait, NAP_NANOS), Math.max(1, end - now)));
            if (Thread.interrupted()) throw new InterruptedException();
        }
    }

    /** How many should have been sent after so long; the first is due at once. */
    private static long due(int rate, long elapsed) {
        long seconds = elapsed / 1_000_000_000L;
        return seconds * rate + (elapsed % 1_000_000_000L) * rate / 1_000_000_000L + 1;
    }

    /** When the request of this number is due, from 0 on. */
    private static long at(int rate, long number) {
        return number / rate * 1_000_000_000L + number % rate * 1_000_000_000L / rate;
    }

    private CompletableFuture<?> send() {
        results.sent();
        long begun = nanos.getAsLong();
        return request.get()
                .handle((answer, failure) -> {
                    if (failure == null) results.answered(nanos.getAsLong() - begun);
                    else results.failed(kind(failure));
                    return answer;
                })
                .toCompletableFuture();
    }

    private static Kind kind(@Nullable Throwable failure) {
        var cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) cause = cause.getCause();
        return cause instanceof MeshException e ? e.kind() : Kind.HANDLER_FAILED;
    }
}
