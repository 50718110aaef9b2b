package org.osier.testkit;

import java.net.URI;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/** One end of a simulated connection: its life from opened to closed, whatever carries the messages. */
abstract class SimConnection implements Connection {
    /** CLOSING: the owner has closed, what it sent before is still on its way. */
    enum State {
        DIALLING,
        OPEN,
        CLOSING,
        CLOSED
    }

    final SimNetwork network;
    final String host;
    final String peerHost;
    final Receiver receiver;
    State state = State.DIALLING;
    private final URI local;
    private final URI remote;
    private @Nullable SimConnection peer;

    SimConnection(SimNetwork network, URI local, URI remote, Receiver receiver) {
        this.network = network;
        this.local = local;
        this.remote = remote;
        this.host = local.getHost();
        this.peerHost = remote.getHost();
        this.receiver = receiver;
    }

    /** Makes both ends know each other. */
    final void join(SimConnection other) {
        peer = other;
        other.peer = this;
    }

    /** The other end; null: refused by its acceptor. */
    final @Nullable SimConnection peer() {
        return peer;
    }

    void open() {
        state = State.OPEN;
        network.add(this);
        receiver.opened(this);
    }

    /** A cut wire works again. */
    abstract void healed();

    /** Ends without flushing. Only from a task: receivers are never called inside their own calls. */
    void end(@Nullable TransportException cause) {
        if (state == State.CLOSED) return;
        state = State.CLOSED;
        network.remove(this);
        receiver.closed(cause);
    }

    /** @param lost why the connection broke; null: it ends cleanly */
    final void endSoon(long nanos, @Nullable String lost) {
        network.after(nanos, () -> end(lost == null ? null : lost(lost)));
    }

    private TransportException lost(String why) {
        String message = remote + ": " + why + ", seed " + network.seed();
        return new TransportException(TransportException.Kind.LOST, message, null);
    }

    @Override
    public final URI local() {
        return local;
    }

    @Override
    public final URI remote() {
        return remote;
    }

    /** Takes the message's bytes, as {@link Connection#send} must. */
    final byte[] copy(ByteBuffer message) {
        int length = message.remaining();
        if (length < 1 || length > maxMessageBytes()) {
            throw new IllegalArgumentException("a message has 1 to " + maxMessageBytes() + " bytes, got " + length);
        }
        var bytes = new byte[length];
        message.get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return local + " to " + remote + " " + state;
    }
}
