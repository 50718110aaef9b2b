package org.osier.core.node.rules;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The pauses between dials, all with jitter. Lengths are our choice. */
final class Backoff {
    static final Duration FIRST = Duration.ofSeconds(1);
    static final Duration LAST = Duration.ofSeconds(60);
    static final Duration QUICK_MIN = Duration.ofMillis(125);
    static final Duration QUICK_MAX = Duration.ofMillis(375);
    static final Duration LONG_FIRST = Duration.ofSeconds(60);
    static final Duration LONG_LAST = Duration.ofMinutes(10);

    /** Beyond this every ceiling is above its last one. */
    private static final int MAX_DOUBLINGS = 6;

    private Backoff() {}

    /** Exponential with full jitter: after the n-th failure a random pause of 0 to min(60 s, 2^(n-1) s). */
    static long pauseNanos(int failures, RandomGenerator random) {
        return random.nextLong(ceiling(failures, FIRST, LAST) + 1);
    }

    /** For somebody who restarts: a second must not become a minute. */
    static long quickNanos(RandomGenerator random) {
        return random.nextLong(QUICK_MIN.toNanos(), QUICK_MAX.toNanos() + 1);
    }

    /** After the n-th no: between half and all of min(10 min, 2^(n-1) min). */
    static long longNanos(int refusals, RandomGenerator random) {
        long ceiling = ceiling(refusals, LONG_FIRST, LONG_LAST);
        return random.nextLong(ceiling / 2, ceiling + 1);
    }

    private static long ceiling(int times, Duration first, Duration last) {
        int doublings = Math.min(Math.max(times - 1, 0), MAX_DOUBLINGS);
        return Math.min(first.toNanos() << doublings, last.toNanos());
    }
}
