package org.osier.testkit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits in real time for what other threads do, and never longer than {@link #LIMIT}. Thread-safe. */
public final class Waiting {
    /** Far above what a loaded machine needs. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    /** For what changes and tells nobody. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Something happened: whoever waits looks again. */
    public synchronized void changed() {
        notifyAll();
    }

    /**
     * Waits until {@code condition} holds: at once when {@link #changed} follows what made it true, else some milliseconds
     * later.
     *
     * @throws AssertionError if it does not hold after {@link #LIMIT}
     */
    public synchronized void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) throw new AssertionError("did not happen within " + LIMIT.toSeconds() + " s: " + what);
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, LOOK_NANOS));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for: " + what, interrupted);
            }
        }
    }
}
