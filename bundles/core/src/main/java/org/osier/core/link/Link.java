package org.osier.core.link;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.BadTagException;
import org.osier.core.handshake.Outcome;
import org.osier.core.handshake.RecordCipher;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.FrameType;
import org.osier.core.link.rules.LinkGate;
import org.osier.core.link.rules.Liveness;
import org.osier.core.link.rules.Refusal;
import org.osier.core.node.rules.DoubleDial;
import org.osier.core.session.SessionLink;
import org.osier.core.session.rules.Violation;
import org.osier.node.NodeId;
import org.osier.transport.Connection;

/**
 * A connection over which both ends proved who they are (room 3 of the walk of a message). Reading is serial by the
 * contract of the transport and needs no lock; writing is the {@link LinkWriter}'s; what both touch before the link
 * stands is guarded by the gate's lock.
 */
public final class Link implements DoubleDial.Candidate {
    private final LinkHost host;
    private final Connection connection;
    private final Outcome proof;
    private final Origin origin;
    private final long age;
    private final long retireAt;
    private final LongSupplier nanos;

    private final RecordCipher opener; // the reading thread's alone
    private final FrameQueue queue = new FrameQueue();
    private final LinkWriter writer;
    private final Pings pings;
    private final Liveness liveness; // the loop's alone
    private final LinkGate gate = new LinkGate(); // guarded by itself
    private volatile @Nullable SessionLink session; // set under the gate's lock
    private volatile long lastHeard;
    private volatile boolean standing;
    private volatile boolean closing;
    private volatile @Nullable CloseReason closedByPeer;
    private volatile @Nullable CloseReason closedByUs;

    /**
     * @param age rises with each link of this node
     * @param retireAt when it should be replaced, by the node's nanosecond clock
     */
    public Link(
            LinkHost host,
            Connection connection,
            Outcome proof,
            Origin origin,
            long age,
            long retireAt,
            Buffers buffers,
            LongSupplier nanos) {
        this.host = host;
        this.connection = connection;
        this.proof = proof;
        this.origin = origin;
        this.age = age;
        this.retireAt = retireAt;
        this.nanos = nanos;
        this.opener = proof.receive();
        this.writer = new LinkWriter(connection, proof.send(), queue, buffers);
        this.pings = new Pings(nanos);
        this.liveness = new Liveness();
        this.lastHeard = nanos.getAsLong();
    }

    // --- what it is

    public NodeId peer() {
        return proof.peer().node();
    }

    /** What the handshake proved. */
    public Outcome proof() {
        return proof;
    }

    /** How it came to be. */
    public Origin origin() {
        return origin;
    }

    /** Where it leads: the address dialled, or where the other end came from. */
    public URI address() {
        return origin.address();
    }

    /** Whether its dialer should replace it by a new one (WIRE.md, section 2: a link lives at most 2 hours). */
    public boolean retires(long now) {
        return origin.dialled() && now - retireAt >= 0;
    }

    @Override
    public String scheme() {
        return address().getScheme();
    }

    @Override
    public boolean dialledByMe() {
        return origin.dialled();
    }

    @Override
    public boolean carriedBothWays() {
        return standing;
    }

    @Override
    public long age() {
        return age;
    }

    /** Round trip of the last ping. */
    public Optional<Duration> roundTrip() {
        return pings.last();
    }

    /** When something came last, by the node's nanosecond clock. */
    public long lastHeard() {
        return lastHeard;
    }

    /** Why we closed, if we did. */
    public Optional<CloseReason> closedByUs() {
        return Optional.ofNullable(closedByUs);
    }

    /** Why the other side closed, if it said so. */
    public Optional<CloseReason> closedByPeer() {
        return Optional.ofNullable(closedByPeer);
    }

    // --- admission: what the node's loop decides

    /** Our admission let the other end in. */
    public void admit() {
        boolean both;
        synchronized (gate) {
            if (closing) return;
            gate.sendingReady();
            queue.offer(FrameType.READY, ByteBuffer.wrap(new byte[] {Refusal.READY}));
            both = gate.bothReady();
            if (both) attach();
        }
        writer.flush();
    }

    /** An operator has to decide; {@link #admit} or {@link #refuse} follows. */
    public void askToWait(String reason) {
        send(FrameType.READY, coded(Refusal.WAITING, reason));
    }

    /** Our admission said no. */
    public void refuse(Refusal refusal, String text) {
        send(FrameType.READY, coded(refusal.code(), text));
        finish();
    }

    private void attach() {
        var session = host.attach(this);
        if (session == null) {
            close(CloseReason.OVERLOADED, "another link comes first");
            return;
        }
        this.session = session;
        queue.offer(FrameType.SESSION_CONTROL, session.greeting());
        queue.offer(FrameType.DISCOVERY, host.ownRecord());
        writer.session(session);
    }

    // --- sending: any thread

    /** Puts a frame into the queue and flushes. @return false: shed */
    public boolean send(int type, ByteBuffer payload) {
        if (closing || !queue.offer(type, payload)) return false;
        writer.flush();
        return true;
    }

    /** Segments or acknowledgements wait in the session. */
    public void flush() {
        writer.flush();
    }

    /** The transport can take more. */
    void writable() {
        writer.writable();
    }

    /** Asks for a sign of life; fails with a {@link java.util.concurrent.TimeoutException} after 10 s. */
    public CompletionStage<Duration> ping() {
        return pings.ask(payload -> send(FrameType.PING, payload));
    }

    /** What time asks for; called by the node's loop about once a second. */
    public void tick(long now) {
        pings.expire(now);
        switch (liveness.due(now, lastHeard)) {
            case PING -> ping();
            case GIVE_UP -> close(CloseReason.TIMEOUT, "no answer to a ping within 10 s");
            case NOTHING -> {}
        }
    }

    /** Says why and closes; idempotent. */
    public void close(CloseReason reason, String text) {
        if (closing) return;
        closedByUs = reason;
        send(FrameType.CLOSE, coded(reason.code(), text));
        finish();
    }

    /** The connection is gone. */
    void closed() {
        closing = true;
        pings.failAll();
    }

    private void finish() {
        closing = true;
        writer.stop();
    }

    // --- reading: one record at a time

    /** One record came. @return whether it was authentic */
    boolean record(ByteBuffer message) {
        if (closing || message.remaining() <= RecordCipher.OVERHEAD_BYTES) return tooShort(message);
        int offset = message.arrayOffset() + message.position();
        int length;
        try {
            length = opener.open(message.array(), offset, message.remaining());
        } catch (BadTagException e) {
            violation("a record that is not authentic");
            return false;
        }
        lastHeard = nanos.getAsLong();
        writer.reading();
        try {
            frames(message.array(), offset, offset + length);
            var session = this.session;
            if (session != null) session.deliver();
        } catch (Violation e) {
            violation(e.getMessage());
        } finally {
            writer.readingDone();
        }
        return true;
    }

    private boolean tooShort(ByteBuffer message) {
        if (!closing) violation("a record of " + message.remaining() + " bytes");
        return false;
    }

    private void violation(String what) {
        host.violation(this, what);
        close(CloseReason.PROTOCOL, what);
    }

    private void frames(byte[] record, int from, int end) throws Violation {
        int at = from;
        while (at < end && !closing) {
            if (end - at < FrameType.HEADER_BYTES) throw new Violation("a record cuts a frame");
            int length = ByteBuffer.wrap(record).getInt(at);
            if (length < 1 || length > end - at - 4) throw new Violation("a frame of " + length + " bytes");
            frame(record[at + 4] & 0xff, record, at + FrameType.HEADER_BYTES, length - 1);
            at += 4 + length;
        }
    }

    private void frame(int type, byte[] record, int offset, int length) throws Violation {
        if (standing) {
            if (type == FrameType.MESSAGE) {
                session().segment(record, offset, length);
                return;
            }
        }
        LinkGate.Step step;
        synchronized (gate) {
            step = gate.on(type, record, offset, length);
            if (step == LinkGate.Step.READY && gate.bothReady()) attach();
        }
        switch (step) {
            case READY, SKIP -> {}
            case WAITING -> host.waiting(this, LinkGate.text(record, offset, length));
            case REFUSED -> {
                var refusal = LinkGate.refusal(record, offset);
                host.refused(this, refusal, LinkGate.text(record, offset, length));
                finish();
            }
            case CLOSE -> {
                if (length < 1) throw new Violation("a Close without a reason");
                closedByPeer = CloseReason.of(record[offset] & 0xff);
                finish();
            }
            case RESUME -> {
                session().control(record, offset, length);
                session().opened();
                standing = true;
                host.resumed(this);
            }
            case PASS -> pass(type, record, offset, length);
        }
    }

    private void pass(int type, byte[] record, int offset, int length) throws Violation {
        switch (type) {
            case FrameType.SESSION_CONTROL -> session().control(record, offset, length);
            case FrameType.PING -> {
                if (length != 8) throw new Violation("a Ping of " + length + " bytes");
                send(FrameType.PONG, ByteBuffer.wrap(record, offset, length));
            }
            case FrameType.PONG -> {
                if (length != 8) throw new Violation("a Pong of " + length + " bytes");
                pings.answered(ByteBuffer.wrap(record).getLong(offset));
            }
            case FrameType.PATH_ECHO -> {
                if (length != 9) throw new Violation("a PathEcho of " + length + " bytes");
                if (record[offset] == 0) {
                    var answer = Arrays.copyOfRange(record, offset, offset + length);
                    answer[0] = 1;
                    send(FrameType.PATH_ECHO, ByteBuffer.wrap(answer));
                }
            }
            default ->
                host.frame(
                        this,
                        type,
                        ByteBuffer.wrap(record, offset, length).slice().asReadOnlyBuffer());
        }
    }

    private SessionLink session() {
        var session = this.session;
        if (session == null) throw new AssertionError("the gate let a frame through before the session was there");
        return session;
    }

    private static ByteBuffer coded(int code, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int size = Math.min(bytes.length, 200);
        while (size > 0 && size < bytes.length && (bytes[size] & 0xC0) == 0x80) size--; // not inside a character
        return ByteBuffer.allocate(1 + size)
                .put((byte) code)
                .put(bytes, 0, size)
                .flip();
    }

    @Override
    public String toString() {
        return peer().brief() + " " + (origin.dialled() ? "to " : "from ") + address();
    }
}
