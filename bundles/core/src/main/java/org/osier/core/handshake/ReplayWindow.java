package org.osier.core.handshake;

import java.util.Arrays;

/**
 * Which counters were used of the newest {@value #BITS} (WIRE.md, section 1): the method of RFC 6479. The bits stand in a
 * ring with one word more than the window has, so that moving on clears whole words and shifts nothing.
 */
final class ReplayWindow {
    static final int BITS = 2_048;

    private static final int WORD_BITS = 64;
    private static final int WORDS = BITS / WORD_BITS + 1;

    private final long[] ring = new long[WORDS];
    private long next; // above the highest counter that was used

    /** Whether a record with this counter may be opened: neither used nor older than the window. */
    boolean accepts(long counter) {
        if (counter < 0) return false; // beyond 2^63: nobody gets there
        if (counter >= next) return true;
        return next - counter <= BITS && (ring[word(counter)] & bit(counter)) == 0;
    }

    /** Whether a record with this counter was opened before, as far as anybody remembers. */
    boolean isUsed(long counter) {
        return counter >= 0 && counter < next && !accepts(counter);
    }

    /** A record with this counter proved authentic. */
    void use(long counter) {
        if (counter >= next) {
            long steps = (counter >> 6) - (next - 1 >> 6);
            if (steps >= WORDS) Arrays.fill(ring, 0);
            else for (long step = 1; step <= steps; step++) ring[(int) (((next - 1 >> 6) + step) % WORDS)] = 0;
            next = counter + 1;
        }
        ring[word(counter)] |= bit(counter);
    }

    /** One more than the highest counter that was used. */
    long next() {
        return next;
    }

    private static int word(long counter) {
        return (int) ((counter >> 6) % WORDS);
    }

    private static long bit(long counter) {
        return 1L << counter; // Java takes the lowest 6 bits
    }
}
