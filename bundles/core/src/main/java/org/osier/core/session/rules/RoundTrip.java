package org.osier.core.session.rules;

import java.util.concurrent.TimeUnit;

/**
 * The round trip of one datagram link and how long to wait for an acknowledgement: RFC 6298. Its clock has no grain worth
 * the name. Times are nanoseconds.
 */
final class RoundTrip {
    /** Before the first measurement: RFC 6298, 2.1. */
    static final long FIRST_TIMEOUT = TimeUnit.SECONDS.toNanos(1);

    /**
     * The RFC says 1 s, for receivers that wait up to 500 ms; ours wait 25 ms. Linux takes the same.
     */
    static final long LEAST_TIMEOUT = TimeUnit.MILLISECONDS.toNanos(200);

    /** The RFC says 60 s or more; a link on which nothing was heard for 40 s is closed, so that more would hide a healing. */
    static final long LONGEST_TIMEOUT = TimeUnit.SECONDS.toNanos(4);

    private long smoothed;
    private long variation;
    private long least = Long.MAX_VALUE;
    private long latest;
    private long timeout = FIRST_TIMEOUT;
    private int backOff;

    /** The acknowledgement of something that was sent once (Karn: what was sent again measures nothing). */
    void measured(long nanos) {
        long sample = Math.max(1, nanos);
        if (smoothed == 0) { // 2.2
            smoothed = sample;
            variation = sample / 2;
        } else { // 2.3: beta = 1/4, alpha = 1/8
            variation += (Math.abs(smoothed - sample) - variation) / 4;
            smoothed += (sample - smoothed) / 8;
        }
        latest = sample;
        least = Math.min(least, sample);
        timeout = Math.max(LEAST_TIMEOUT, smoothed + 4 * variation);
        backOff = 0; // 5.7 and Karn: until now a longer timeout stayed
    }

    /** Nothing came in time: the next wait is twice as long (5.5). */
    void timedOut() {
        if (timeout() < LONGEST_TIMEOUT) backOff++;
    }

    /** How long to wait for an acknowledgement. */
    long timeout() {
        return Math.min(LONGEST_TIMEOUT, timeout << backOff);
    }

    boolean isMeasured() {
        return smoothed != 0;
    }

    /** 0 before anything was measured. */
    long smoothed() {
        return smoothed;
    }

    /** The shortest one ever; an answer that comes sooner answers something older. */
    long least() {
        return least;
    }

    /**
     * After which time something that later things overtook is lost: RFC 9002, 6.1.2.
     *
     * @param patience how many quarters of a round trip more
     */
    long overtakenAfter(int patience) {
        long usual = Math.max(TimeUnit.MILLISECONDS.toNanos(1), Math.max(smoothed, latest) * 9 / 8);
        return usual + patience * smoothed / 4;
    }
}
