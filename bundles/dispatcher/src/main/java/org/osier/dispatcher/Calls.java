package org.osier.dispatcher;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls in progress of one handler. Lets calls in until it is closed; who closed it can wait until the last one has
 * left. Thread-safe, without a lock: every message passes here.
 */
final class Calls {
    /** The sign bit; the other bits count who is inside. */
    private static final int CLOSED = Integer.MIN_VALUE;

    private final AtomicInteger state = new AtomicInteger();
    private final CountDownLatch empty = new CountDownLatch(1);
    private final AtomicBoolean failed = new AtomicBoolean();

    /** Whether the caller may call the handler; then it must {@link #leave}. */
    boolean enter() {
        if (state.incrementAndGet() > 0) return true;
        leave();
        return false;
    }

    void leave() {
        if (state.decrementAndGet() == CLOSED) empty.countDown();
    }

    /** Lets nobody in any more. */
    void close() {
        if (state.updateAndGet(inside -> inside | CLOSED) == CLOSED) empty.countDown();
    }

    /** Waits for those inside, at most this long. @return whether all have left */
    boolean awaitEmpty(Duration atMost) {
        try {
            return empty.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** True once: what a sender can make happen at will is worth one line. */
    boolean firstFailure() {
        return !failed.getAndSet(true);
    }
}
