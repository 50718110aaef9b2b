package org.osier.core.handshake;

import org.osier.core.crypto.Aead;
import org.osier.core.crypto.BadTagException;

/**
 * Seals or opens the records of one direction of a stream link, in order. The counter, from 0, is the
 * nonce and never restarts; every 2^20 records the key is turned over by Noise REKEY, so that a key that is found does
 * not open what came before. One thread at a time, for one of the two uses.
 */
public final class RecordCipher {
    /** What a record is longer than its frames. */
    public static final int OVERHEAD_BYTES = Aead.TAG_BYTES;

    /** Key epoch = counter >> 20 (WIRE.md, section 2). */
    private static final int EPOCH_BITS = 20;

    private static final long EPOCH_MASK = (1L << EPOCH_BITS) - 1;

    private Aead aead;
    private long counter;

    RecordCipher(Aead first) {
        this(first, 0);
    }

    /** @param aead with the key of the epoch that {@code counter} lies in */
    RecordCipher(Aead aead, long counter) {
        this.aead = aead;
        this.counter = counter;
    }

    /**
     * Encrypts the next record in place.
     *
     * @param buffer has room for 16 bytes behind the frames
     * @return the length of the record, 16 more than {@code length}
     */
    public int seal(byte[] buffer, int offset, int length) {
        checkCounter();
        int sealed = aead.seal(counter, buffer, offset, length);
        advance();
        return sealed;
    }

    /**
     * Decrypts the next record.
     *
     * @param to gets the frames, from its beginning; another array than {@code record}
     * @return the length of the frames, 16 less than {@code length}
     * @throws BadTagException if this is not the next record of the other side: on a stream the link is over
     */
    public int open(byte[] record, int offset, int length, byte[] to) throws BadTagException {
        checkCounter();
        int opened = aead.open(counter, record, offset, length, to);
        advance();
        return opened;
    }

    /** How many records went through, which is the nonce of the next. */
    public long counter() {
        return counter;
    }

    private void checkCounter() {
        if (counter == Aead.RESERVED_NONCE) throw new IllegalStateException("every counter of this link is used");
    }

    private void advance() {
        counter++;
        if (beginsEpoch(counter)) aead = aead.rekeyed();
    }

    /** The epoch of the key under which this counter is the nonce. */
    static long epoch(long counter) {
        return counter >> EPOCH_BITS;
    }

    static boolean beginsEpoch(long counter) {
        return (counter & EPOCH_MASK) == 0;
    }
}
