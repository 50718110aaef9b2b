package org.osier.core.session.rules;

/**
 * Spreads over the round trip what the window allows at once: RFC 9002, 7.7, by the method of a leaky bucket. Not more than
 * a first window leaves in one burst; what is sent goes a quarter faster than the window per round trip, so that the window
 * and not this is what holds back.
 */
final class Pacer {
    private static final double FASTER = 1.25;

    private final int burstBytes;
    private long emptyAt; // when all that was sent has run through the bucket
    private boolean used;

    Pacer(int segment) {
        burstBytes = Cubic.FIRST_SEGMENTS * segment;
    }

    /** @param roundTrip 0: not known, everything may leave */
    void sent(long bytes, long now, long window, long roundTrip) {
        if (!used || emptyAt - now < 0) emptyAt = now;
        used = true;
        emptyAt += nanos(bytes, window, roundTrip);
    }

    /** From when on the next datagram may leave; {@code now} or before: at once. */
    long free(long now, long window, long roundTrip) {
        return used ? emptyAt - nanos(burstBytes, window, roundTrip) : now;
    }

    private static long nanos(long bytes, long window, long roundTrip) {
        return (long) (bytes / FASTER / window * roundTrip);
    }
}
