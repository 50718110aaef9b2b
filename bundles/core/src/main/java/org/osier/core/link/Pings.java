package org.osier.core.link;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The pings of one link that wait for their answer, at most {@value #MAX_WAITING}. Locks itself, for a moment. */
final class Pings {
    private static final int MAX_WAITING = 16;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10); // WIRE.md, section 3

    private record Waiting(long sent, CompletableFuture<Duration> answer) {}

    private final LongSupplier nanos;
    private @Nullable Map<Long, Waiting> waiting; // by what the ping carries, oldest first; made when first needed
    private long next;
    private volatile @Nullable Duration last;

    Pings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    Optional<Duration> last() {
        return Optional.ofNullable(last);
    }

    CompletionStage<Duration> ask(Predicate<ByteBuffer> send) {
        var answer = new CompletableFuture<Duration>();
        long token;
        synchronized (this) {
            if (waiting == null) waiting = new LinkedHashMap<>(4);
            token = ++next;
            if (waiting.size() >= MAX_WAITING) {
                answer.completeExceptionally(new TimeoutException("too many pings at once"));
                return answer;
            }
            waiting.put(token, new Waiting(nanos.getAsLong(), answer));
        }
        if (!send.test(ByteBuffer.allocate(8).putLong(0, token))) forget(token, "the link's queue is full");
        return answer;
    }

    void answered(long token) {
        long now = nanos.getAsLong();
        Waiting ping;
        synchronized (this) {
            ping = waiting == null ? null : waiting.remove(token);
        }
        if (ping == null) return;
        var roundTrip = Duration.ofNanos(now - ping.sent());
        last = roundTrip;
        ping.answer().complete(roundTrip);
    }

    void expire(long now) {
        while (true) {
            long token;
            synchronized (this) {
                if (waiting == null || waiting.isEmpty()) return;
                var oldest = waiting.entrySet().iterator().next();
                if (now - oldest.getValue().sent() < PATIENCE_NANOS) return;
                token = oldest.getKey();
            }
            forget(token, "no answer within 10 s");
        }
    }

    /** The link ended. */
    void failAll() {
        while (true) {
            long token;
            synchronized (this) {
                if (waiting == null || waiting.isEmpty()) return;
                token = waiting.keySet().iterator().next();
            }
            forget(token, "the link was lost");
        }
    }

    private void forget(long token, String why) {
        Waiting ping;
        synchronized (this) {
            ping = waiting == null ? null : waiting.remove(token);
        }
        if (ping != null) ping.answer().completeExceptionally(new TimeoutException(why));
    }
}
