package org.osier.core.link;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osier.core.crypto.BadTagException;
import org.osier.core.handshake.DatagramOpener;
import org.osier.core.handshake.DatagramSealer;
import org.osier.core.session.rules.Violation;
import org.osier.transport.Connection;

/**
 * Records over datagrams: numbered, each opened once, in any order. But until the other side's greeting is here they are
 * taken in the order of their numbers, what is early is dropped, and {@link Unconfirmed} repeats what the link cannot do
 * without, byte for byte: so whatever was promised of the first frames over streams holds here too.
 */
final class DatagramCarriage extends Carriage {
    /** So many forgeries close a link (WIRE.md, section 2). */
    private static final long MOST_FORGERIES = 1L << 36;

    /** How often a greeting that came again is answered. A stranger who repeats what he recorded gets no more. Our choice. */
    private static final int MOST_ANSWERS = 64;

    /** A Close leaves three times: the link ends 300 ms later, and its other end 40 s later if none came there. Our choice. */
    private static final long[] CLOSE_AGAIN_MS = {100, 200};

    private final DatagramSealer sealer;
    private final DatagramOpener opener;
    private final Later later;
    private final Unconfirmed unconfirmed;
    private long forgeries; // the reader's alone, as all below
    private long opened = -1; // counter of the record opened last
    private boolean newest;
    private long greetedBy = -1; // counter of the record that brought the greeting; below 0: it is not here yet
    private int answers;

    /** @param message3 what the other end needs before it can open any record; none at the end that was dialled */
    DatagramCarriage(DatagramSealer sealer, DatagramOpener opener, List<byte[]> message3, Later later) {
        this.sealer = sealer;
        this.opener = opener;
        this.later = later;
        this.unconfirmed = new Unconfirmed(message3);
    }

    Unconfirmed unconfirmed() {
        return unconfirmed;
    }

    /** Runs {@code again} when something is to be repeated, if anything is. */
    void repeatLater(Runnable again) {
        long wait = unconfirmed.arm();
        if (wait != Long.MAX_VALUE) later.later(again, wait, TimeUnit.NANOSECONDS);
    }

    @Override
    int headerBytes() {
        return DatagramSealer.HEADER_BYTES;
    }

    @Override
    int overheadBytes() {
        return DatagramSealer.OVERHEAD_BYTES;
    }

    @Override
    int seal(byte[] buffer, int end) {
        return sealer.seal(buffer, end - DatagramSealer.HEADER_BYTES);
    }

    @Override
    int open(ByteBuffer message, byte[] to) throws Violation {
        if (message.remaining() > Buffers.BYTES) return DROPPED;
        long counter = DatagramOpener.counter(message);
        if (counter < 0) return DROPPED;
        if (opener.isRepeat(counter))
            return counter <= greetedBy && answers++ < MOST_ANSWERS ? GREETING_AGAIN : DROPPED;
        if (!opener.accepts(counter) || greetedBy < 0 && counter != opener.next()) return DROPPED;
        try {
            newest = counter >= opener.next();
            int end = opener.open(message, to);
            opened = counter;
            unconfirmed.heard();
            return end;
        } catch (BadTagException e) {
            if (++forgeries >= MOST_FORGERIES) throw new Violation("2^36 records that are not authentic");
            return FORGED;
        }
    }

    @Override
    boolean newest() {
        return newest;
    }

    @Override
    void greeted() {
        greetedBy = opened;
    }

    @Override
    void last(Connection connection, byte[] buffer, int length) {
        unconfirmed.confirmed();
        if (length > 0) {
            var record = Arrays.copyOf(buffer, length);
            connection.send(ByteBuffer.wrap(record));
            closeAfter(connection, record, 0);
        } else {
            connection.close();
        }
    }

    private void closeAfter(Connection connection, byte[] record, int times) {
        later.later(
                () -> {
                    connection.send(ByteBuffer.wrap(record));
                    if (times + 1 < CLOSE_AGAIN_MS.length) closeAfter(connection, record, times + 1);
                    else connection.close();
                },
                CLOSE_AGAIN_MS[times],
                TimeUnit.MILLISECONDS);
    }

    @Override
    boolean isDatagrams() {
        return true;
    }
}
