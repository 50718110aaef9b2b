package org.osier.core.link;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.HandshakeException;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.Outcome;
import org.osier.core.handshake.Responder;
import org.osier.transport.Connection;

/** A handshake over a stream: each message comes once, whole, in its turn. */
abstract class StreamHandshaking implements Handshaking {
    private StreamHandshaking() {}

    /** The end that dialled. */
    static StreamHandshaking dialled(Initiator initiator) {
        return new StreamHandshaking() {
            @Override
            public void opened(Connection connection) {
                connection.send(ByteBuffer.wrap(initiator.message1()));
            }

            @Override
            public Outcome message(Connection connection, ByteBuffer message) throws HandshakeException {
                connection.send(ByteBuffer.wrap(initiator.onMessage2(message)));
                return initiator.outcome();
            }
        };
    }

    /** The end that was dialled. */
    static StreamHandshaking accepted(Responder responder, InstantSource clock) {
        return new StreamHandshaking() {
            private boolean answered;

            @Override
            public void opened(Connection connection) {}

            @Override
            public @Nullable Outcome message(Connection connection, ByteBuffer message) throws HandshakeException {
                if (answered) return responder.onMessage3(message);
                answered = true;
                responder.onMessage1(message, clock.millis());
                connection.send(ByteBuffer.wrap(responder.message2()));
                return null;
            }
        };
    }

    @Override
    public Carriage carriage(Outcome outcome) {
        return new StreamCarriage(outcome.send(), outcome.receive());
    }

    @Override
    public boolean mayRefuse() {
        return true;
    }
}
