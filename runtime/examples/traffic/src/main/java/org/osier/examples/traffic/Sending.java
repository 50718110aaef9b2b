package org.osier.examples.traffic;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.mesh.Message;
import org.osier.node.NodeId;

/**
 * Carries out one {@link TrafficOrder} on the thread that runs it; anyone may ask how far it is. What certainly did not
 * leave this node is sent again before higher numbers are, what may have arrived is not.
 */
final class Sending implements Runnable {
    /** The way to a peer: {@link Mesh#send}, or {@link Mesh#request}. */
    interface Mail {
        CompletionStage<?> send(NodeId to, Message message);
    }

    /** Numbers that may have arrived or not: so many are told one by one. */
    static final int MAX_UNKNOWN = 4_096;

    /** How often it looks after failures while nothing is acknowledged. */
    private static final Duration TICK = Duration.ofMillis(5);

    private final Mail mail;
    private final TrafficOrder order;
    private final long started = System.nanoTime();
    private final Semaphore free;
    private final ConcurrentSkipListSet<Long> again = new ConcurrentSkipListSet<>(); // at most inflight
    private final ConcurrentSkipListSet<Long> unknown = new ConcurrentSkipListSet<>(); // at most MAX_UNKNOWN
    private final LongAdder completed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
    private final Map<Kind, LongAdder> failed = new EnumMap<>(Kind.class); // filled here, then only read
    private volatile long sent;
    private volatile long ended;
    private volatile boolean done;
    private volatile boolean stopped;
    private volatile long enough;

    Sending(Mail mail, TrafficOrder order) {
        this.mail = mail;
        this.order = order;
        free = new Semaphore(order.inflight());
        enough = order.count();
        for (var kind : Kind.values()) failed.put(kind, new LongAdder());
    }

    /** Sends everything and waits for the last acknowledgement, or gives up. */
    @Override
    public void run() {
        try {
            while (!stopped && System.nanoTime() - started < order.atMost().toNanos() && step()) continue;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = System.nanoTime();
            done = true;
        }
    }

    /** Leaves {@link #run} soon. Any thread. */
    void stop() {
        stopped = true;
    }

    /** Sends no further ones, and is done when those on their way have ended. Any thread. */
    void enough() {
        enough = 0;
    }

    boolean done() {
        return done;
    }

    /** How far it is, as JSON. Any thread. */
    String report() {
        boolean over = done;
        long failures = failed.values().stream().mapToLong(LongAdder::sum).sum();
        var kinds = failed.entrySet().stream()
                .filter(entry -> entry.getValue().sum() > 0)
                .map(entry -> "\"" + entry.getKey() + "\":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
        return "{\"schema\":\"osier.traffic-sending/1\",\"run\":" + Long.toUnsignedString(order.run())
                + ",\"done\":" + over
                + ",\"count\":" + order.count()
                + ",\"sent\":" + sent
                + ",\"completed\":" + completed
                + ",\"retried\":" + retried
                + ",\"failed\":" + kinds
                + ",\"unfinished\":" + Math.max(0, Math.max(sent, enough) - completed.sum() - failures)
                + ",\"millis\":" + TimeUnit.NANOSECONDS.toMillis((over ? ended : System.nanoTime()) - started)
                + ",\"longestSendMs\":" + TimeUnit.NANOSECONDS.toMillis(longest.get())
                + ",\"unknown\":" + unknown + "}";
    }

    private boolean step() throws InterruptedException {
        var failure = again.pollFirst();
        if (failure != null) {
            LockSupport.parkNanos(TICK.toNanos());
            retried.increment();
            send(failure);
        } else if (sent < enough) {
            if (free.tryAcquire(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
                if (sent < enough) sendNext();
                else free.release(); // it became enough while this one waited for its place
            }
        } else if (free.tryAcquire(order.inflight(), TICK.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        return true;
    }

    private void sendNext() {
        long number = sent;
        if (order.rate() > 0) pace(started + number * TimeUnit.SECONDS.toNanos(1) / order.rate());
        send(number);
        sent = number + 1;
    }

    private void pace(long due) {
        for (long left = due - System.nanoTime(); left > 0 && !stopped; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) return;
        }
    }

    private void send(long number) {
        var payload = new Numbered(order.run(), order.lane(), number).write(order.size());
        long before = System.nanoTime();
        mail.send(order.to(), Message.of(order.intent(), payload).stream(order.stream()))
                .whenComplete((nothing, failure) -> {
                    longest.accumulate(System.nanoTime() - before);
                    ended(number, failure);
                });
    }

    private void ended(long number, @Nullable Throwable failure) {
        if (failure == null) {
            completed.increment();
        } else {
            var kind = kindOf(failure);
            if (worthARetry(kind)) {
                again.add(number); // and keeps its place among those in flight
                return;
            }
            failed.get(kind).increment();
            if (kind == Kind.UNKNOWN_OUTCOME && unknown.size() < MAX_UNKNOWN) unknown.add(number);
        }
        free.release();
    }

    private static boolean worthARetry(Kind kind) {
        return kind == Kind.UNREACHABLE || kind == Kind.OVERLOADED || kind == Kind.NOT_SENT;
    }

    private static Kind kindOf(Throwable failure) {
        var cause = failure instanceof CompletionException e && e.getCause() != null ? e.getCause() : failure;
        return cause instanceof MeshException e ? e.kind() : Kind.UNKNOWN_OUTCOME;
    }
}
