package org.osier.core.node.rules;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with full jitter: after the n-th failure a random pause of 0 to min(60 s, 2^(n-1) s). */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LAST = Duration.ofSeconds(60);

    /** 2^6 s is above the last ceiling. */
    private static final int MAX_DOUBLINGS = 6;

    private Backoff() {}

    static long pauseNanos(int failures, RandomGenerator random) {
        int doublings = Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS);
        long ceiling = Math.min(FIRST.toNanos() << doublings, LAST.toNanos());
        return random.nextLong(ceiling + 1);
    }
}
