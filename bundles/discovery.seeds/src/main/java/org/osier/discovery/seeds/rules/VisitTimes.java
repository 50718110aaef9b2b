package org.osier.discovery.seeds.rules;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to look for others: now and then, and soon and sooner again while we are alone. Nanoseconds of any clock that only
 * rises. One thread at a time.
 */
public final class VisitTimes {
    /** While we are alone: after this, then twice that, up to the usual pause. Our choice. */
    static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

    /** However much changes: a round a second at most. Our choice: below what a service allows one source. */
    static final Duration GAP = Duration.ofSeconds(1);

    /** Part of the pause that is left to chance, so that many nodes do not come at once. */
    private static final double JITTER = 0.2;

    private final long usual;
    private final RandomGenerator random;
    private long pause;
    private long due;
    private long last;
    private boolean began;

    public VisitTimes(Duration usual, RandomGenerator random, long now) {
        this.usual = usual.toNanos();
        this.random = random;
        this.due = now;
        change();
    }

    private void change() {
        pause = Math.min(usual, FIRST_PAUSE.toNanos());
    }

    /** We have news, or have become alone: others should hear of it, and we of them. */
    public void soon(long now) {
        change();
        due = began ? Math.min(due, Math.max(now, last + GAP.toNanos())) : now;
    }

    public long due() {
        return due;
    }

    /** A round is over. @param alone whether nobody is linked with us */
    public void visited(boolean alone, long now) {
        began = true;
        last = now;
        long next = alone ? pause : usual;
        pause = Math.min(usual, 2 * pause);
        due = now + (long) (next * (1 - JITTER / 2 + JITTER * random.nextDouble()));
    }
}
