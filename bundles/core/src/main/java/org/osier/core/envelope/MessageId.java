package org.osier.core.envelope;

/**
 * Names one message: a UUID of version 7 (RFC 9562) with 48 bits of milliseconds, 12 + 14 bits of counter and the first
 * 6 bytes of its sender's boot id.
 */
public record MessageId(long high, long low) {
    /** Size in bytes. */
    public static final int BYTES = 16;

    private static final long VERSION_MASK = 0xf000;
    private static final long VERSION = 0x7000;
    private static final long VARIANT_MASK = 0xc000_0000_0000_0000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** @throws IllegalArgumentException if version or variant are not those of a message id */
    public MessageId {
        if (!isValid(high, low)) {
            throw new IllegalArgumentException("no message id: " + Long.toHexString(high) + Long.toHexString(low));
        }
    }

    /** Whether these two halves are a message id: version 7, variant 2. */
    static boolean isValid(long high, long low) {
        return (high & VERSION_MASK) == VERSION && (low & VARIANT_MASK) == VARIANT;
    }

    /** @param counter 26 bits; the milliseconds and the boot id are cut to 48 bits each */
    static MessageId of(long ms, int counter, long bootId) {
        long high = ms << 16 | VERSION | counter >>> 14 & 0xfff;
        long low = VARIANT | (counter & 0x3fffL) << 48 | bootId >>> 16;
        return new MessageId(high, low);
    }

    /** When it was made, by its sender's clock; 0 to 2^48 - 1. */
    public long timeMs() {
        return high >>> 16;
    }
}
