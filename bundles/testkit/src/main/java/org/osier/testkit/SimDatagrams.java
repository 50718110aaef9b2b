package org.osier.testkit;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.osier.transport.Receiver;

/** One end of a datagram connection: each message for itself, and no word to the other end when this one closes. */
final class SimDatagrams extends SimConnection {
    private static final int MAX_MESSAGE_BYTES = 1_224; // udp in WIRE.md, section 1

    /** How late a datagram comes that others overtake, beside the delay of the wire. */
    private static final long OVERTAKEN_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private int bytesUnderway;
    private long wireFreeAt = Long.MIN_VALUE;

    SimDatagrams(SimNetwork network, URI local, URI remote, Receiver receiver) {
        super(network, local, remote, receiver);
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    @Override
    public boolean send(ByteBuffer message) {
        var bytes = copy(message);
        var wire = network.between(this);
        if (state != State.OPEN || bytesUnderway > wire.windowBytes()) return true;
        transmit(bytes);
        if (network.chance(wire.doubled())) transmit(bytes);
        return true;
    }

    private void transmit(byte[] bytes) {
        var wire = network.between(this);
        long now = network.now();
        long sentAt = Math.max(now, wireFreeAt);
        if (wire.bytesPerSecond() > 0) sentAt += TimeUnit.SECONDS.toNanos(bytes.length) / wire.bytesPerSecond();
        wireFreeAt = sentAt;
        long due = sentAt + network.delay(host, peerHost);
        if (network.chance(wire.reordered())) due += OVERTAKEN_NANOS;
        boolean lost = network.chance(wire.loss());
        bytesUnderway += bytes.length;
        network.after(due - now, () -> {
            bytesUnderway -= bytes.length;
            var other = peer();
            if (other == null || other.state != State.OPEN || lost || network.isCut(host, peerHost)) return;
            other.receiver.message(ByteBuffer.wrap(bytes.clone()));
        });
    }

    @Override
    public void reading(boolean on) {}

    @Override
    public void close() {
        if (state != State.OPEN) return;
        state = State.CLOSING;
        endSoon(0, null);
    }

    @Override
    void healed() {}
}
