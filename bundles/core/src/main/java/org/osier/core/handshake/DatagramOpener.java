package org.osier.core.handshake;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.Aead;
import org.osier.core.crypto.BadTagException;

/**
 * Opens the records of one direction of a datagram link, each once and in whatever order they come (WIRE.md, sections 1
 * and 2). Holds the keys of the epoch before, of this one and of the next; moves on, in the window of counters and to the
 * next key, only by an authentic record. One thread at a time.
 */
public final class DatagramOpener {
    /** What a message that can be a record has at least, more than its header and tag. */
    private static final int LEAST_BYTES = DatagramSealer.OVERHEAD_BYTES + 1;

    private final ReplayWindow window = new ReplayWindow();
    private final byte[] header = new byte[DatagramSealer.HEADER_BYTES];
    private @Nullable Aead before;
    private Aead current;
    private @Nullable Aead after; // made when first asked for
    private long epoch;

    DatagramOpener(Aead first) {
        this(first, 0);
    }

    /** @param aead with the key of {@code epoch} */
    DatagramOpener(Aead aead, long epoch) {
        this.current = aead;
        this.epoch = epoch;
    }

    /** The counter that a message names; -1 if it cannot be a record. */
    public static long counter(ByteBuffer message) {
        if (message.remaining() < LEAST_BYTES || message.get(message.position()) != DatagramSealer.RECORD) return -1;
        return Math.max(-1, message.getLong(message.position() + 1));
    }

    /** Whether {@link #open} would look at a record with this counter: it is no repeat, not too old, its key is here. */
    public boolean accepts(long counter) {
        return window.accepts(counter) && keyOf(counter) != null;
    }

    /** Whether a record with this counter was opened before. */
    public boolean isRepeat(long counter) {
        return window.isUsed(counter);
    }

    /** One more than the highest counter that was opened. */
    public long next() {
        return window.next();
    }

    /**
     * Opens a record whose counter is one that it {@link #accepts}.
     *
     * @param to gets the frames, from its beginning; another array than that of {@code message}
     * @return the length of the frames
     * @throws BadTagException if it is not authentic: nothing has changed
     */
    public int open(ByteBuffer message, byte[] to) throws BadTagException {
        long counter = counter(message);
        var key = keyOf(counter);
        if (key == null) throw new IllegalArgumentException("counter " + counter + " is not accepted");
        int at = message.arrayOffset() + message.position();
        System.arraycopy(message.array(), at, header, 0, header.length);
        int sealed = message.remaining() - header.length;
        int length = key.open(counter, header, message.array(), at + header.length, sealed, to, 0);
        window.use(counter);
        if (RecordCipher.epoch(counter) > epoch) moveOn(key);
        return length;
    }

    private void moveOn(Aead next) {
        before = current;
        current = next;
        after = null;
        epoch++;
    }

    private @Nullable Aead keyOf(long counter) {
        long ahead = RecordCipher.epoch(counter) - epoch;
        if (ahead == 0) return current;
        if (ahead == -1) return before;
        if (ahead != 1) return null;
        if (after == null) after = current.rekeyed();
        return after;
    }
}
