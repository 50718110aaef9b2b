package org.osier.examples.traffic;

import java.nio.ByteBuffer;

/**
 * What a counted message holds: {@code [u64 run][u32 lane][u64 sequence][padding]}.
 *
 * @param run which test it belongs to
 * @param lane tells several sources on one node apart
 * @param sequence 0, 1, 2, ... within run, sender and lane
 */
record Numbered(long run, int lane, long sequence) {
    /** Intent of the messages that are counted. */
    static final int INTENT = 0x51;

    /** Smallest message. */
    static final int BYTES = 20;

    /** Far more than anybody sends, far from an overflow. */
    private static final long LAST_SEQUENCE = 1L << 62;

    Numbered {
        if (sequence < 0 || sequence > LAST_SEQUENCE) throw new IllegalArgumentException("a sequence is 0 to 2^62");
    }

    static Numbered read(ByteBuffer payload) {
        int size = payload.remaining();
        if (size < BYTES) throw new IllegalArgumentException("a counted message has 20 bytes or more, got " + size);
        return new Numbered(payload.getLong(), payload.getInt(), payload.getLong());
    }

    /** @param size in bytes, at least {@link #BYTES} */
    ByteBuffer write(int size) {
        return ByteBuffer.allocate(size)
                .putLong(run)
                .putInt(lane)
                .putLong(sequence)
                .rewind();
    }
}
