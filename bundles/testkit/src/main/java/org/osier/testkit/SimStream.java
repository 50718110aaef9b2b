package org.osier.testkit;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/** One end of a stream, and what is on the way from it to the other end. */
final class SimStream extends SimConnection {
    private static final int MAX_MESSAGE_BYTES = 65_535; // WIRE.md, section 1

    /** What one lost packet costs: the usual least retransmission timeout. */
    private static final long RETRANSMISSION_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(1); // Connection.close

    /** @param bytes null: the end of the stream */
    private record Segment(byte @Nullable [] bytes, long due) {
        int length() {
            return bytes == null ? 0 : bytes.length;
        }
    }

    private final ArrayDeque<Segment> underway = new ArrayDeque<>();
    private int bytesUnderway;
    private long lastDue = Long.MIN_VALUE;
    private long wireFreeAt = Long.MIN_VALUE;
    private boolean full;
    private boolean acknowledging;
    private boolean stalled;
    private int heals;
    private boolean reading = true;

    SimStream(SimNetwork network, URI local, URI remote, Receiver receiver) {
        super(network, local, remote, receiver);
    }

    private @Nullable SimStream other() {
        return (SimStream) peer();
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    @Override
    void open() {
        super.open();
        arrivalsAreWelcome();
    }

    @Override
    public boolean send(ByteBuffer message) {
        var bytes = copy(message);
        if (state != State.OPEN) return true;
        enqueue(bytes);
        if (bytesUnderway > network.between(this).windowBytes()) full = true;
        return !full;
    }

    @Override
    public void reading(boolean on) {
        reading = on;
        if (on) arrivalsAreWelcome();
    }

    @Override
    public void close() {
        if (state != State.OPEN) return;
        state = State.CLOSING;
        enqueue(null);
        arrivalsAreWelcome();
        endSoon(CLOSE_NANOS, null);
    }

    /** The other end is gone: a packet to it was answered with a reset. */
    void reset() {
        endSoon(network.delay(peerHost, host), "reset by the other end");
    }

    @Override
    void end(@Nullable TransportException cause) {
        // What breaks takes along what it had under way; after a clean end the system still delivers it.
        if (cause != null) underway.clear();
        if (state != State.CLOSED && !underway.isEmpty()) network.linger(this);
        super.end(cause);
    }

    @Override
    void healed() {
        stalled = false;
        heals++;
        network.after(0, this::pump);
    }

    private void arrivalsAreWelcome() {
        var other = other();
        if (other != null) network.after(0, other::pump);
    }

    private void enqueue(byte @Nullable [] bytes) {
        var wire = network.between(this);
        long now = network.now();
        long sentAt = Math.max(now, wireFreeAt);
        int length = bytes == null ? 0 : bytes.length;
        if (wire.bytesPerSecond() > 0) sentAt += TimeUnit.SECONDS.toNanos(length) / wire.bytesPerSecond();
        wireFreeAt = sentAt;
        long due = sentAt + network.delay(host, peerHost);
        while (network.chance(wire.loss())) due += RETRANSMISSION_NANOS;
        lastDue = Math.max(lastDue, due);
        underway.add(new Segment(bytes, lastDue));
        bytesUnderway += length;
        network.after(lastDue - now, this::pump);
    }

    /** Delivers what is due. Whatever stops it calls it again when that has passed. */
    private void pump() {
        var other = other();
        if (other == null) return;
        while (!underway.isEmpty() && underway.peek().due() <= network.now()) {
            if (network.isCut(host, peerHost)) {
                stall();
                return;
            }
            if (other.state == State.DIALLING || (other.state == State.OPEN && !other.reading)) return;
            var segment = underway.poll();
            bytesUnderway -= segment.length();
            acknowledge();
            other.arrived(segment);
        }
        if (state == State.CLOSED && underway.isEmpty()) network.lingersNoMore(this);
    }

    private void arrived(Segment segment) {
        if (segment.bytes() == null) {
            if (state == State.CLOSING) endSoon(0, null);
            else end(null);
            var other = Objects.requireNonNull(other());
            if (other.state == State.CLOSING) other.endSoon(network.delay(host, peerHost), null);
        } else if (state == State.CLOSED) {
            Objects.requireNonNull(other()).reset();
        } else if (state == State.OPEN) {
            receiver.message(ByteBuffer.wrap(segment.bytes()));
        }
    }

    /** Tells the sender, one delay later, that half of the window is free. */
    private void acknowledge() {
        if (!full || acknowledging || !isHalfFree()) return;
        acknowledging = true;
        network.after(network.delay(peerHost, host), () -> {
            acknowledging = false;
            if (!full || !isHalfFree()) return;
            full = false;
            if (state == State.OPEN) receiver.writable();
        });
    }

    private boolean isHalfFree() {
        return bytesUnderway <= network.between(this).windowBytes() / 2;
    }

    private void broken() {
        underway.clear();
        network.lingersNoMore(this);
        endSoon(0, "no acknowledgement within " + SimNetwork.BROKEN_AFTER);
    }

    private void stall() {
        if (stalled) return;
        stalled = true;
        int stall = heals;
        network.after(SimNetwork.BROKEN_AFTER.toNanos(), () -> {
            if (stall == heals) broken();
        });
    }
}
