package org.osier.core.link;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.HandshakeException;
import org.osier.core.handshake.HandshakePattern;
import org.osier.core.handshake.Outcome;
import org.osier.core.handshake.Responder;
import org.osier.core.link.rules.Parts;
import org.osier.transport.Connection;

/**
 * The accepting end of a handshake over datagrams: repeats message 2 whenever message 1 is repeated and never by itself, so
 * that it sends less than twice what it got. Whoever comes with a message 1 that opens nothing is left without a word.
 */
final class DatagramAnswer implements Handshaking {
    /** More often nobody repeats who means it. Our choice. */
    private static final int MOST_REPEATS = 16;

    private final Responder responder;
    private final InstantSource clock;
    private final BooleanSupplier mayWork;
    private final Later later;
    private final Parts parts = new Parts();
    private byte @Nullable [] first; // the first datagram of the message 1 that was answered
    private byte[][] message2 = {};
    private int repeats;
    private int forgeries;

    /** @param mayWork whether a stranger who knows a door may cost us a handshake */
    DatagramAnswer(Responder responder, InstantSource clock, BooleanSupplier mayWork, Later later) {
        this.responder = responder;
        this.clock = clock;
        this.mayWork = mayWork;
        this.later = later;
    }

    @Override
    public void opened(Connection connection) {}

    @Override
    public @Nullable Outcome message(Connection connection, ByteBuffer datagram) throws HandshakeException {
        if (first != null && datagram.equals(ByteBuffer.wrap(first))) {
            if (repeats++ < MOST_REPEATS) send(connection);
            return null;
        }
        var message = parts.on(datagram);
        if (message == null) return null;
        return first == null ? first(connection, message) : third(message);
    }

    private @Nullable Outcome first(Connection connection, byte[] message1) throws HandshakeException {
        try {
            responder.onMessage1(ByteBuffer.wrap(message1), clock.millis(), mayWork);
            if (responder.pattern() != HandshakePattern.XX) return null; // WIRE.md, section 1: over datagrams XX alone
            message2 = Parts.cut(responder.message2());
        } catch (HandshakeException e) {
            return passOver(e);
        }
        first = Parts.cut(message1)[0];
        send(connection);
        return null;
    }

    private void send(Connection connection) {
        for (var part : message2) connection.send(ByteBuffer.wrap(part));
    }

    /** The other parts of a repeated message 1 never get here as a whole: its first one is not collected. */
    private @Nullable Outcome third(byte[] message) throws HandshakeException {
        try {
            return responder.onMessage3(ByteBuffer.wrap(message));
        } catch (HandshakeException e) {
            return passOver(e);
        }
    }

    private @Nullable Outcome passOver(HandshakeException e) throws HandshakeException {
        if (!e.forgeable() || ++forgeries > DatagramDial.MOST_FORGERIES) throw e;
        return null;
    }

    @Override
    public Carriage carriage(Outcome outcome) {
        return new DatagramCarriage(outcome.sendDatagrams(), outcome.receiveDatagrams(), List.of(), later);
    }

    @Override
    public boolean mayRefuse() {
        return false;
    }
}
