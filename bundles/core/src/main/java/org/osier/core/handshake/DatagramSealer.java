package org.osier.core.handshake;

import java.nio.ByteBuffer;
import org.osier.core.crypto.Aead;

/**
 * Seals the records of one direction of a datagram link: {@code [u8 4][u64 counter][ciphertext]}, type and counter bound
 * to it as additional data (WIRE.md, section 1). Keys turn over as in {@link RecordCipher}. One thread at a time.
 */
public final class DatagramSealer {
    /** Type of a datagram that is a record. */
    static final byte RECORD = 4;

    /** Type and counter: they stand before the frames. */
    public static final int HEADER_BYTES = 9;

    /** What a record is longer than its frames. */
    public static final int OVERHEAD_BYTES = HEADER_BYTES + Aead.TAG_BYTES;

    private final byte[] header = new byte[HEADER_BYTES];
    private Aead aead;
    private long counter;

    DatagramSealer(Aead first) {
        this(first, 0);
    }

    /** @param aead with the key of the epoch that {@code counter} lies in */
    DatagramSealer(Aead aead, long counter) {
        this.aead = aead;
        this.counter = counter;
    }

    /**
     * Makes the next record, in place.
     *
     * @param buffer the frames stand behind {@link #HEADER_BYTES} bytes of room, and have room for 16 bytes behind them
     * @return the length of the record, which begins at 0
     */
    public int seal(byte[] buffer, int frames) {
        if (counter == Aead.RESERVED_NONCE) throw new IllegalStateException("every counter of this link is used");
        ByteBuffer.wrap(header).put(RECORD).putLong(counter);
        System.arraycopy(header, 0, buffer, 0, HEADER_BYTES);
        int sealed = aead.seal(counter, header, buffer, HEADER_BYTES, frames);
        counter++;
        if (RecordCipher.beginsEpoch(counter)) aead = aead.rekeyed();
        return HEADER_BYTES + sealed;
    }
}
