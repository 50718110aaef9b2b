package org.osier.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits in real time for what other threads do: without polling, and never longer than {@link #LIMIT}. Thread-safe. */
public final class Waiting {
    /** Far above what a loaded machine needs. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    /** Something happened: whoever waits looks again. */
    public synchronized void changed() {
        notifyAll();
    }

    /**
     * Waits until {@code condition} holds, which only what is followed by {@link #changed} may make true.
     *
     * @throws AssertionError if it does not hold after {@link #LIMIT}
     */
    public synchronized void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) throw new AssertionError("did not happen within " + LIMIT.toSeconds() + " s: " + what);
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, interrupted);
            }
        }
    }
}
