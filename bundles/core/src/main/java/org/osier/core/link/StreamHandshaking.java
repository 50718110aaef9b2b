package org.osier.core.link;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.HandshakeException;
import org.osier.core.handshake.HandshakePattern;
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
                var message3 = initiator.onMessage2(message);
                if (message3.length > 0) connection.send(ByteBuffer.wrap(message3));
                return initiator.outcome();
            }
        };
    }

    /** The end that was dialled. @param mayWork whether a stranger who knows a door may cost us a handshake */
    static StreamHandshaking accepted(Responder responder, InstantSource clock, BooleanSupplier mayWork) {
        return new StreamHandshaking() {
            private boolean answered;

            @Override
            public void opened(Connection connection) {}

            @Override
            public @Nullable Outcome message(Connection connection, ByteBuffer message) throws HandshakeException {
                if (answered) return responder.onMessage3(message);
                answered = true;
                responder.onMessage1(message, clock.millis(), mayWork);
                connection.send(ByteBuffer.wrap(responder.message2()));
                return null;
            }

            @Override
            public boolean endsWithRecord() {
                return responder.pattern() == HandshakePattern.IK;
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
