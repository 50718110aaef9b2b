package org.osier.core.link;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.HandshakeException;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.Outcome;
import org.osier.core.handshake.Responder;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.Transport.Delivery;
import org.osier.transport.TransportException;

/**
 * The node's end of one connection: first the handshake, then the link. Calls are serial by the contract of the
 * transport.
 */
public final class LinkReceiver implements Receiver {
    /** Who owns this end. Called on the reading thread; nothing here waits. */
    public interface Owner {
        /**
         * The other end proved who it is: gives the link that reads from now on.
         *
         * @param carriage of its records
         */
        Link proved(LinkReceiver end, Connection connection, Outcome outcome, Carriage carriage);

        /**
         * Somebody knows a door: whether there is room for the work of his handshake.
         *
         * @return false: he is turned away as long as there is none
         */
        boolean knocked(LinkReceiver end);

        /** The connection is gone, or never came to be; the last call. @param cause null for a clean end */
        void ended(LinkReceiver end, @Nullable TransportException cause);
    }

    /** Why this end closed a connection that was no link yet. */
    public enum GaveUp {
        /** It took too long. */
        LATE,
        /** Its place, its transport or the whole node goes. */
        NOT_WANTED
    }

    private final Owner owner;
    private final Origin origin;
    private final long started;
    private @Nullable Handshaking handshake; // the reading thread's; dropped when done, an idle link needs none
    private volatile @Nullable Closeable dial; // while it is under way
    private volatile @Nullable Connection connection;
    private volatile @Nullable Link link;
    private volatile @Nullable HandshakeException failure;
    private volatile @Nullable GaveUp gaveUp;
    private volatile boolean givenUp;

    private LinkReceiver(Owner owner, Origin origin, long started) {
        this.owner = owner;
        this.origin = origin;
        this.started = started;
    }

    /** The end of a connection that we dialled. */
    public static LinkReceiver dialled(
            Owner owner, Origin origin, long started, Initiator initiator, Delivery delivery, Later later) {
        var end = new LinkReceiver(owner, origin, started);
        end.handshake = delivery == Delivery.DATAGRAM
                ? new DatagramDial(initiator, later)
                : StreamHandshaking.dialled(initiator);
        return end;
    }

    /** The end of a connection that we accepted. */
    public static LinkReceiver accepted(
            Owner owner,
            Origin origin,
            long started,
            Responder responder,
            InstantSource clock,
            Delivery delivery,
            Later later) {
        var end = new LinkReceiver(owner, origin, started);
        BooleanSupplier mayWork = () -> owner.knocked(end);
        end.handshake = delivery == Delivery.DATAGRAM
                ? new DatagramAnswer(responder, clock, mayWork, later)
                : StreamHandshaking.accepted(responder, clock, mayWork);
        return end;
    }

    /** How it came to be. */
    public Origin origin() {
        return origin;
    }

    /** Why the handshake failed, if it did. */
    public @Nullable HandshakeException failure() {
        return failure;
    }

    /** Why we gave it up, if we did. */
    public @Nullable GaveUp gaveUp() {
        return gaveUp;
    }

    /** Whether the carrier came to stand. */
    public boolean connected() {
        return connection != null;
    }

    /** When it began, by the node's nanosecond clock. */
    public long started() {
        return started;
    }

    /** The link, once the handshake is done. */
    public @Nullable Link link() {
        return link;
    }

    /** The dial is under way: closing this gives it up. */
    public void dialling(Closeable dial) {
        this.dial = dial;
        if (connection != null) this.dial = null;
        else if (givenUp) close(dial);
    }

    /** Closes whatever there is, without a word. Any thread. */
    public void giveUp(GaveUp why) {
        gaveUp = why;
        givenUp = true;
        var dial = this.dial;
        if (dial != null) close(dial);
        var connection = this.connection;
        if (connection != null) connection.close();
    }

    private static void close(Closeable dial) {
        try {
            dial.close();
        } catch (IOException e) {
            // Then it lasts until its timeout.
        }
    }

    @Override
    public void opened(Connection connection) {
        this.connection = connection;
        dial = null;
        if (givenUp || handshake == null) connection.close();
        else handshake.opened(connection);
    }

    @Override
    public boolean message(ByteBuffer message) {
        var link = this.link;
        if (link != null) return link.record(message);
        var connection = this.connection;
        var handshake = this.handshake;
        if (givenUp || connection == null || handshake == null) return false;
        try {
            var outcome = handshake.message(connection, message);
            if (outcome == null) return false; // nothing is proved yet
            this.handshake = null;
            var proved = owner.proved(this, connection, outcome, handshake.carriage(outcome));
            this.link = proved;
            if (handshake.endsWithRecord()) proved.record(message);
            // The loop may have sent over it already, and what the wire answered did not find it here: it would wait
            // for ever.
            proved.writable();
            return true;
        } catch (HandshakeException e) {
            failure = e;
            givenUp = true;
            if (handshake.mayRefuse()) e.answer().ifPresent(answer -> connection.send(ByteBuffer.wrap(answer)));
            connection.close();
            return false;
        }
    }

    @Override
    public void writable() {
        var link = this.link;
        if (link != null) link.writable();
    }

    @Override
    public void closed(@Nullable TransportException cause) {
        var link = this.link;
        if (link != null) link.closed();
        owner.ended(this, cause);
    }
}
