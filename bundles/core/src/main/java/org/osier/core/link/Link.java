package org.osier.core.link;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.Outcome;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.Coded;
import org.osier.core.link.rules.FrameType;
import org.osier.core.link.rules.Keepalive;
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
    /** One side will not have the other. @param text for people, made safe for a terminal */
    public record Refused(Refusal refusal, boolean byPeer, String text) {}

    /** What the other side said when it closed. @param text for people, made safe for a terminal */
    public record Goodbye(CloseReason reason, String text) {}

    /** An operator has to decide. @param byPeer that of the other side; @param text for people, made safe for a terminal */
    public record Undecided(boolean byPeer, String text) {}

    private final LinkHost host;
    private final Connection connection;
    private final Outcome proof;
    private final Origin origin;
    private final long age;
    private final long retireAt;
    private final Buffers buffers;
    private final LongSupplier nanos;

    private final Carriage carriage; // the reader's alone, what of it opens
    private final FrameQueue queue = new FrameQueue();
    private final LinkWriter writer;
    private final Pings pings;
    private final Echoes echoes;
    private final Liveness liveness; // the loop's alone
    private final boolean errand;
    private final LinkGate gate; // guarded by itself
    private volatile @Nullable SessionLink session; // set under the gate's lock
    private boolean unconfirmed; // the reader's alone: the other side may not have our greeting yet
    private volatile long lastHeard;
    private volatile long readyAt;
    private volatile boolean standing;
    private volatile boolean closing;
    private volatile @Nullable Goodbye goodbye;
    private volatile @Nullable Refused refused;
    private volatile @Nullable Undecided undecided;
    private volatile @Nullable CloseReason closedByUs;

    /**
     * @param age rises with each link of this node
     * @param carriage how its records travel
     * @param retireAt when it should be replaced, by the node's nanosecond clock
     * @param errand whether it will never carry messages
     */
    public Link(
            LinkHost host,
            Connection connection,
            Outcome proof,
            Carriage carriage,
            Origin origin,
            long age,
            long retireAt,
            Buffers buffers,
            LongSupplier nanos,
            boolean errand) {
        this.host = host;
        this.connection = connection;
        this.proof = proof;
        this.origin = origin;
        this.age = age;
        this.retireAt = retireAt;
        this.buffers = buffers;
        this.nanos = nanos;
        this.errand = errand;
        this.gate = new LinkGate(errand);
        this.carriage = carriage;
        this.unconfirmed = carriage.isDatagrams();
        this.writer = new LinkWriter(connection, carriage, queue, buffers);
        this.pings = new Pings(nanos);
        this.echoes = new Echoes(pings, this::send);
        this.liveness = new Liveness();
        this.lastHeard = nanos.getAsLong();
        repeatLater();
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

    /** Whether it will never carry messages: it brings the other end, or us, into the cluster or up to its epoch. */
    public boolean isErrand() {
        return errand;
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

    /** Frames that a record has room for where the carrier loses things; 0: it loses nothing. */
    public int datagramBytes() {
        return carriage.isDatagrams() ? connection.maxMessageBytes() - carriage.overheadBytes() : 0;
    }

    /** Round trip of the last ping. */
    public Optional<Duration> roundTrip() {
        return pings.last();
    }

    /** When something came last, by the node's nanosecond clock. */
    public long lastHeard() {
        return lastHeard;
    }

    /** That one side will not have the other, if it said so. */
    public Optional<Refused> refused() {
        return Optional.ofNullable(refused);
    }

    /** That an operator had to decide, if one had to. */
    public Optional<Undecided> undecided() {
        return Optional.ofNullable(undecided);
    }

    /** When we said Ready, by the node's nanosecond clock. */
    public long readyAt() {
        return readyAt;
    }

    /** Whether both ends let each other in. */
    public boolean admitted() {
        return session != null;
    }

    /** Whether it takes nothing more in and sends nothing more. Any thread. */
    public boolean isOver() {
        return closing;
    }

    /** Why we closed, if we did. */
    public Optional<CloseReason> closedByUs() {
        return Optional.ofNullable(closedByUs);
    }

    /** What the other side said when it closed, if it said so. */
    public Optional<Goodbye> closedByPeer() {
        return Optional.ofNullable(goodbye);
    }

    // --- admission: what the node's loop decides

    /** Our admission let the other end in. @return false: too late, the link ends and will never join a session */
    public boolean admit() {
        boolean noPlace;
        synchronized (gate) {
            if (closing) return false;
            gate.sendingReady();
            readyAt = nanos.getAsLong();
            queue.offer(FrameType.READY, ByteBuffer.wrap(new byte[] {Refusal.READY}));
            noPlace = gate.bothReady() && !attach();
        }
        if (noPlace) closeWithoutPlace();
        else writer.flush();
        repeatLater();
        return true;
    }

    /** An operator has to decide; {@link #admit} or {@link #refuse} follows. */
    public void askToWait(String reason) {
        undecided = new Undecided(false, reason);
        send(FrameType.READY, Coded.write(Refusal.WAITING, reason));
        repeatLater();
    }

    /** Our admission said no. */
    public void refuse(Refusal refusal, String text) {
        refused = new Refused(refusal, false, text);
        send(FrameType.READY, Coded.write(refusal.code(), text));
        finish();
    }

    /** Both ends are ready. Under the gate's lock. @return false: there is no place in the session now */
    private boolean attach() {
        if (errand) {
            host.errandReady(this);
            return true;
        }
        var session = host.attach(this);
        if (session == null) return false;
        this.session = session;
        queue.offer(FrameType.SESSION_CONTROL, session.greeting());
        queue.offer(0, FrameType.DISCOVERY, host.ownRecord()); // right after resume, whatever else comes meanwhile
        writer.session(session);
        return true;
    }

    private void closeWithoutPlace() {
        close(CloseReason.OVERLOADED, "another link comes first");
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
    public void tick(long now, Keepalive keepalive) {
        pings.expire(now);
        switch (liveness.due(now, lastHeard, keepalive)) {
            case PING -> ping();
            case GIVE_UP -> close(CloseReason.TIMEOUT, "no answer to a ping within " + seconds(keepalive.answer()));
            case NOTHING -> {}
        }
    }

    private static String seconds(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    /** Says why and closes; idempotent. */
    public void close(CloseReason reason, String text) {
        if (closing) return;
        closedByUs = reason;
        send(FrameType.CLOSE, Coded.write(reason.code(), text));
        finish();
    }

    /**
     * The connection is gone. Under the gate's lock, because nothing may join the session after the link has left it.
     */
    void closed() {
        synchronized (gate) {
            closing = true;
        }
        pings.failAll();
    }

    private void finish() {
        closing = true;
        writer.stop();
    }

    /** Over datagrams what the link needs to stand is repeated until the other side shows that it has it. */
    private void repeatLater() {
        if (!closing && carriage instanceof DatagramCarriage datagrams) datagrams.repeatLater(this::repeat);
    }

    private void repeat() {
        if (closing || !(carriage instanceof DatagramCarriage datagrams)) return;
        datagrams.unconfirmed().again();
        writer.flush();
        repeatLater();
    }

    // --- reading: one record at a time

    /** One record came. @return whether it was authentic, and the newest: a changed address is followed only for that */
    boolean record(ByteBuffer message) {
        if (closing) return false;
        var frames = buffers.take();
        try {
            int end = carriage.open(message, frames);
            if (end < 0) {
                unread(end);
                return false;
            }
            boolean newest = carriage.newest();
            lastHeard = nanos.getAsLong();
            readAndDeliver(frames, end);
            return newest;
        } catch (Violation e) {
            violation(e.getMessage());
            return false;
        } finally {
            buffers.give(frames);
        }
    }

    /** Over datagrams: nothing came of a message. @param why as {@link Carriage#open} says */
    private void unread(int why) {
        if (why == Carriage.FORGED) host.forged(this);
        var session = this.session;
        if (why != Carriage.GREETING_AGAIN || session == null) return;
        session.confirm();
        writer.flush();
    }

    private void readAndDeliver(byte[] frames, int end) {
        writer.reading();
        try {
            RecordReader.split(frames, end, () -> closing, this::frame);
        } catch (Violation e) {
            violation(e.getMessage());
        } finally {
            var session = this.session;
            if (session != null) session.deliver(); // what came before a violation counts
            writer.readingDone();
            if (unconfirmed) repeatLater();
        }
    }

    private void violation(String what) {
        host.violation(this, what);
        close(CloseReason.PROTOCOL, what);
    }

    private void frame(int type, byte[] record, int offset, int length) throws Violation {
        if (standing && type == FrameType.MESSAGE) {
            if (unconfirmed) confirmed();
            session().segment(record, offset, length);
            return;
        }
        LinkGate.Step step;
        boolean noPlace;
        synchronized (gate) {
            step = gate.on(type, record, offset, length);
            noPlace = step == LinkGate.Step.READY && gate.bothReady() && !attach();
        }
        if (noPlace) closeWithoutPlace();
        switch (step) {
            case READY, SKIP -> {}
            case WAITING -> {
                var text = Coded.text(record, offset, length);
                undecided = new Undecided(true, text);
                host.waiting(this, text);
            }
            case REFUSED -> {
                refused = new Refused(LinkGate.refusal(record, offset), true, Coded.text(record, offset, length));
                host.refused(this);
                finish();
            }
            case CLOSE -> {
                if (length < 1) throw new Violation("a Close without a reason");
                goodbye = new Goodbye(CloseReason.of(record[offset] & 0xff), Coded.text(record, offset, length));
                finish();
            }
            case RESUME -> {
                if (session == null) { // there was no place, and the node's loop is about to close
                    closeWithoutPlace();
                    return;
                }
                session().control(record, offset, length);
                session().opened();
                carriage.greeted();
                if (unconfirmed) session().confirm();
                standing = true;
                host.resumed(this);
            }
            case ERRAND -> host.errand(this, type, Arrays.copyOfRange(record, offset, offset + length));
            case PASS -> pass(type, record, offset, length);
        }
    }

    private void pass(int type, byte[] record, int offset, int length) throws Violation {
        if (type == FrameType.SESSION_CONTROL) {
            if (unconfirmed) confirmed();
            session().control(record, offset, length);
        } else if (FrameType.begins(type) && !host.mayBegin(this)) {
            return;
        } else if (!echoes.on(type, record, offset, length)) {
            var payload = ByteBuffer.wrap(record, offset, length).slice().asReadOnlyBuffer();
            host.frame(this, type, payload);
        }
    }

    /** The other side talks in the session: it has our greeting. */
    private void confirmed() {
        unconfirmed = false;
        if (carriage instanceof DatagramCarriage datagrams)
            datagrams.unconfirmed().confirmed();
    }

    private SessionLink session() {
        var session = this.session;
        if (session == null) throw new AssertionError("the gate let a frame through before the session was there");
        return session;
    }

    @Override
    public String toString() {
        return peer().brief() + " " + (origin.dialled() ? "to " : "from ") + address();
    }
}
