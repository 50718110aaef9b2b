package org.osier.discovery.multicast.rules;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to send beacons: three soon after something changed, in case that one is lost, then one now and then. Nanoseconds of
 * any clock that only rises. One thread at a time.
 */
public final class BeaconTimes {
    /** After a change: at once, and at these times after it. */
    private static final long[] BURST_MS = {0, 1_000, 3_000};

    /** However much changes: no more than ten beacons a second. Our choice. */
    private static final long GAP_NANOS = 100_000_000;

    /** Part of the pause that is left to chance, so that many nodes do not speak at once. */
    private static final double JITTER = 0.2;

    private final RandomGenerator random;
    private final long pause;
    private long changed;
    private int sent; // since then
    private long due;
    private long last; // one was sent
    private boolean began;

    public BeaconTimes(Duration pause, RandomGenerator random) {
        this.pause = pause.toNanos();
        this.random = random;
    }

    /** Something is new: we, an address of ours, an interface. */
    public void change(long now) {
        changed = now;
        sent = 0;
        due = began ? Math.max(now, last + GAP_NANOS) : now;
    }

    /** When the next beacon is due. */
    public long due() {
        return due;
    }

    /** One was sent. */
    public void sent(long now) {
        sent++;
        began = true;
        last = now;
        due = sent < BURST_MS.length
                ? changed + Duration.ofMillis(BURST_MS[sent]).toNanos()
                : now + (long) (pause * (1 - JITTER / 2 + JITTER * random.nextDouble()));
    }
}
