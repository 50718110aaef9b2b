package org.osier.features;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what other processes and threads do, but not for ever. */
final class Until {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_MS = 50;

    private Until() {}

    /** Returns as soon as {@code condition} is so. @param what for the failure */
    static void so(String what, Callable<Boolean> condition) throws Exception {
        long begun = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - begun > LIMIT.toNanos())
                throw new AssertionError("not within " + LIMIT + ": " + what);
            Thread.sleep(PAUSE_MS); // between two looks, the condition is the synchronisation
        }
    }
}
