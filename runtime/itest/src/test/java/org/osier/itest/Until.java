package org.osier.itest;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what other processes and threads do, but not for ever. */
final class Until {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_MS = 20;

    private Until() {}

    /** Returns as soon as {@code condition} is so. @param what for the failure */
    static void so(String what, Callable<Boolean> condition) throws Exception {
        so(LIMIT, what, condition);
    }

    /** As {@link #so(String, Callable)}, for what may take longer. */
    static void so(Duration limit, String what, Callable<Boolean> condition) throws Exception {
        long begun = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - begun > limit.toNanos())
                throw new AssertionError("not within " + limit + ": " + what);
            Thread.sleep(PAUSE_MS); // between two looks, the condition is the synchronisation
        }
    }
}
