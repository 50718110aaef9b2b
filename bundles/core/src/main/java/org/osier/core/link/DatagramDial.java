package org.osier.core.link;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.HandshakeException;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.Outcome;
import org.osier.core.link.rules.Parts;
import org.osier.core.link.rules.Repeats;
import org.osier.transport.Connection;

/**
 * The dialling end of a handshake over datagrams: repeats message 1 until message 2 is here, and leaves it to the link to
 * repeat message 3. A message 2 that anybody could have forged is passed over, a few times.
 */
final class DatagramDial implements Handshaking {
    /** Each costs a key agreement. Our choice. */
    static final int MOST_FORGERIES = 16;

    private final Initiator initiator;
    private final Later later;
    private final Parts parts = new Parts();
    private final Repeats repeats = new Repeats();
    private final Object sending = new Object(); // senders are never two at once
    private boolean answered; // guarded by it
    private List<byte[]> message3 = List.of();
    private int forgeries;

    DatagramDial(Initiator initiator, Later later) {
        this.initiator = initiator;
        this.later = later;
    }

    @Override
    public void opened(Connection connection) {
        send(connection, Parts.cut(initiator.message1()));
    }

    private void send(Connection connection, byte[][] message1) {
        long wait;
        synchronized (sending) {
            if (answered) return;
            for (var part : message1) connection.send(ByteBuffer.wrap(part));
            wait = repeats.next();
        }
        if (wait != Long.MAX_VALUE) later.later(() -> send(connection, message1), wait, TimeUnit.NANOSECONDS);
    }

    @Override
    public @Nullable Outcome message(Connection connection, ByteBuffer datagram) throws HandshakeException {
        var message2 = parts.on(datagram);
        if (message2 == null) return null;
        try {
            message3 = List.of(Parts.cut(initiator.onMessage2(ByteBuffer.wrap(message2))));
        } catch (HandshakeException e) {
            if (!e.forgeable() || ++forgeries > MOST_FORGERIES) throw e;
            return null;
        }
        synchronized (sending) {
            answered = true;
            for (var part : message3) connection.send(ByteBuffer.wrap(part));
        }
        return initiator.outcome();
    }

    @Override
    public Carriage carriage(Outcome outcome) {
        return new DatagramCarriage(outcome.sendDatagrams(), outcome.receiveDatagrams(), message3, later);
    }

    @Override
    public boolean mayRefuse() {
        return false;
    }
}
