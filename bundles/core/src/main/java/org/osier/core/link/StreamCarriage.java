package org.osier.core.link;

import java.nio.ByteBuffer;
import org.osier.core.crypto.BadTagException;
import org.osier.core.handshake.RecordCipher;
import org.osier.core.session.rules.Violation;
import org.osier.transport.Connection;

/** Records over a stream: each comes once and in order, so the first that does not open ends the link. */
final class StreamCarriage extends Carriage {
    private final RecordCipher sealer;
    private final RecordCipher opener;

    StreamCarriage(RecordCipher sealer, RecordCipher opener) {
        this.sealer = sealer;
        this.opener = opener;
    }

    @Override
    int headerBytes() {
        return 0;
    }

    @Override
    int overheadBytes() {
        return RecordCipher.OVERHEAD_BYTES;
    }

    @Override
    int seal(byte[] buffer, int end) {
        return sealer.seal(buffer, 0, end);
    }

    @Override
    int open(ByteBuffer message, byte[] to) throws Violation {
        int length = message.remaining();
        if (length <= RecordCipher.OVERHEAD_BYTES || length > Buffers.BYTES) {
            throw new Violation("a record of " + length + " bytes");
        }
        try {
            return opener.open(message.array(), message.arrayOffset() + message.position(), length, to);
        } catch (BadTagException e) {
            throw new Violation("a record that is not authentic");
        }
    }

    @Override
    boolean newest() {
        return true;
    }

    @Override
    void greeted() {}

    @Override
    void last(Connection connection, byte[] buffer, int length) {
        if (length > 0) connection.send(ByteBuffer.wrap(buffer, 0, length));
        connection.close();
    }
}
