package org.osier.core.link;

import java.nio.ByteBuffer;
import org.osier.core.session.rules.Violation;
import org.osier.transport.Connection;

/**
 * How the records of one link travel: as they are over a stream, numbered over datagrams. Sealing is the writer's and
 * opening the reader's, one thread at a time each.
 */
public abstract class Carriage {
    /** What {@link #open} says when there is nothing to read: it came before, is too old or cannot be a record yet. */
    static final int DROPPED = -1;

    /** What {@link #open} says of a record that is not authentic and ends nothing. */
    static final int FORGED = -2;

    /** What {@link #open} says when the other side's greeting came once more: it does not know that we have it. */
    static final int GREETING_AGAIN = -3;

    /** How much room a record needs before its frames. */
    abstract int headerBytes();

    /** What a record is longer than its frames, the header included. */
    abstract int overheadBytes();

    /** Seals the frames from {@link #headerBytes} to {@code end}. @return the length of the record, which begins at 0 */
    abstract int seal(byte[] buffer, int end);

    /** Opens a record. @param to gets the frames, from its beginning. @return where they end, or what became of it */
    abstract int open(ByteBuffer message, byte[] to) throws Violation;

    /** Whether the record opened last came in its turn: it has the highest counter. */
    abstract boolean newest();

    /** The other side's greeting is in the record that was opened last. */
    abstract void greeted();

    /** The last record leaves, if there is one, and the connection closes. @param length 0: there is none */
    abstract void last(Connection connection, byte[] buffer, int length);

    /** Whether the carrier loses things. */
    boolean isDatagrams() {
        return false;
    }
}
