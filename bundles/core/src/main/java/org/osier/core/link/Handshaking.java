package org.osier.core.link;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.HandshakeException;
import org.osier.core.handshake.Outcome;
import org.osier.transport.Connection;

/** One of the two ends of a handshake, over whatever carries its messages. The reading thread's. */
interface Handshaking {
    /** The connection stands. */
    void opened(Connection connection);

    /** @return the outcome, or null if more has to come */
    @Nullable
    Outcome message(Connection connection, ByteBuffer message) throws HandshakeException;

    /** Whether the message that gave the outcome is the first record of the link as well. */
    default boolean endsWithRecord() {
        return false;
    }

    /** How the records of the link travel that comes of it. */
    Carriage carriage(Outcome outcome);

    /** Whether a refusal in clear is worth anything: over datagrams nobody is told (WIRE.md, section 2). */
    boolean mayRefuse();
}
