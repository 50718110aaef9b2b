package org.osier.core.session.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session with one peer, for one pair of boot ids (WIRE.md, section 4): what is sent next,
 * what is delivered next, what is acknowledged when. Pure: bytes, events and the time come in, bytes and messages come
 * out. One call at a time: the owner holds its lock around each, and does everything else outside it.
 *
 * <p>A message goes from {@link #offer} to {@link #writeFrames} on one side, to {@link #onSegment}, {@link #poll} and
 * {@link #handed} on the other, and back through {@link #writeAcknowledgements} and {@link #onControl} to
 * {@link #takeCompleted}.
 */
public final class SessionRules {
    /** The longest session message, its type byte included: WIRE.md, section 4. */
    public static final int MAX_MESSAGE_BYTES = 16_777_216;

    /** A link must be able to offer this many bytes for segments when nothing else is in its record. */
    public static final int LEAST_RECORD_BYTES = 256;

    /** The window of every stream before anything was said of it: WIRE.md, section 4. */
    static final int FIRST_WINDOW = 262_144;

    private final long myBoot;
    private final long peerBoot;
    private final Sender sender = new Sender();
    private final Receiver receiver = new Receiver();
    private boolean forgotten; // we dropped the session of this pair, and the other side may not know it yet
    private boolean confirmed; // the other side read our forgotten
    private long confirmedAt;
    private int generation;
    private int linksUp; // those of this generation
    private int linksOpen;
    private long withoutLinkSince; // when the last link went, the last time that none was left
    private long[] acknowledgedThen = new long[Segment.STREAMS]; // by then, per stream
    private @Nullable LinkState forgottenOver; // the link over which the other side said last that it forgot
    private final List<Outgoing> lost = new ArrayList<>();

    /**
     * @param myBoot our boot id
     * @param peerBoot the other side's, from the handshake
     * @param forgotten whether a session of this pair was dropped before: then the first greeting says so
     */
    public SessionRules(long myBoot, long peerBoot, boolean forgotten) {
        this.myBoot = myBoot;
        this.peerBoot = peerBoot;
        this.forgotten = forgotten;
    }

    // --- sending

    /** What a queued message holds: its length, and about what the objects around it cost. */
    public static long cost(int length) {
        return SendBudget.cost(length);
    }

    /**
     * Queues a message; it belongs to the rules from now on.
     *
     * @return false: the queue is full, nothing was taken
     */
    public boolean offer(Outgoing message) {
        return sender.offer(message);
    }

    /** Whether a stream that was full may go on, with some to spare. */
    public boolean hasRoom(int stream) {
        return sender.hasRoom(stream);
    }

    /** Queues an answer, however much is queued: the owner bounds them by taking no further questions. */
    public void offerAnswer(Outgoing message) {
        sender.offerAnswer(message);
    }

    /** The first of the messages completed since the last call, the others by {@link Outgoing#next}; null if none. */
    public @Nullable Outgoing takeCompleted() {
        return sender.takeCompleted();
    }

    /**
     * What was sent to the last byte, and is unacknowledged, when the other side forgot the session: it may have been
     * dealt with (OSIER-307). What was not is kept and sent anew.
     */
    public List<Outgoing> takeLost() {
        if (lost.isEmpty()) return List.of();
        var taken = List.copyOf(lost);
        lost.clear();
        return taken;
    }

    /**
     * The session is over, because the peer restarted (only a boot id from a handshake tells) or because it is dropped.
     * These rules are not used any more.
     */
    public Unfinished abandon() {
        return sender.abandon();
    }

    // --- links

    /**
     * A link stands, both ends said Ready: its {@link LinkState#greeting} is the next frame to send over it.
     *
     * @param datagramBytes what a record has room for if the carrier may lose, double and reorder; 0: it loses nothing
     * @param readyAt when we said Ready over it. The other side may have greeted us at once, and we learn of it later:
     *     if it had not read our forgotten by then it greeted as of the time before, and nothing of that may count
     * @return null: not now, close it. The other side must first learn over another link that we forgot the session
     */
    public @Nullable LinkState linkUp(int datagramBytes, long readyAt) {
        if (confirmed && readyAt - confirmedAt < 0) return null;
        if (forgotten) {
            if (linksUp > 0) return null;
            restart();
        }
        // Over a link that we had when we said Ready the other side may have acknowledged more than it greeted with.
        boolean hadNone = readyAt - withoutLinkSince > 0;
        var link = new LinkState(
                generation,
                greeting(),
                forgotten,
                hadNone ? acknowledgedThen : new long[Segment.STREAMS],
                datagramBytes == 0 ? null : new Flight(datagramBytes));
        sender.linkUp(link);
        linksUp++;
        return link;
    }

    private byte[] greeting() {
        int entries = forgotten ? 0 : receiver.resumeEntries();
        var greeting = new byte[Control.GREETING_BYTES + entries * Control.ENTRY_BYTES];
        Control.writeGreeting(greeting, forgotten ? Control.FORGOTTEN : Control.RESUME, myBoot, peerBoot);
        if (!forgotten) receiver.writeResume(greeting, Control.GREETING_BYTES);
        return greeting;
    }

    /** A link is gone: what went over it and is unacknowledged is sent again over others. Idempotent. */
    public void linkDown(LinkState link, long now) {
        if (!link.up) return;
        link.up = false;
        if (link.generation != generation) {
            sender.linkDown(link);
            return;
        }
        linksUp--;
        if (link.open) linksOpen--;
        if (linksUp == 0) {
            withoutLinkSince = now;
            acknowledgedThen = sender.acknowledged();
        }
        sender.linkDown(link);
        receiver.repeatAll();
    }

    /**
     * From now on only {@code link} takes new bytes while it is up; a stream moves to it when what it has on its way
     * over another is acknowledged. Null, as in the beginning: whichever link asks first.
     */
    public void prefer(@Nullable LinkState link) {
        sender.prefer(link != null && isLive(link) ? link : null);
    }

    /** No new bytes go over {@code link} any more; what went over it may still be acknowledged. */
    public void hold(LinkState link) {
        link.held = true;
    }

    /** Whether bytes that went over {@code link} are unacknowledged: closing it now would send them again. */
    public boolean isCarrying(LinkState link) {
        return sender.isCarrying(link);
    }

    private boolean isLive(LinkState link) {
        return link.up && link.open && link.generation == generation;
    }

    // --- what came over a link

    /** The payload of a frame 0x14: {@code length} bytes of {@code in} from {@code at}. */
    public void onControl(LinkState link, byte[] in, int at, int length, long now) throws Violation {
        int kind = length == 0 ? -1 : in[at];
        switch (kind) {
            case Control.RESUME -> onResume(link, in, at, length, now);
            case Control.FORGOTTEN -> onForgotten(link, in, at, length);
            case Control.ACKNOWLEDGE -> onAcknowledge(link, in, at, length, now);
            case Control.SELECTIVE -> onBlocks(link, in, at, length, now);
            default -> throw new Violation("session control of kind " + kind);
        }
    }

    private void onResume(LinkState link, byte[] in, int at, int length, long now) throws Violation {
        Control.checkBoots(in, at, length, myBoot, peerBoot);
        if (link.open) throw new Violation("a second resume");
        if (!link.saysForgotten()) {
            if (link.generation != generation) throw new Violation("resume of a session that was forgotten");
            sender.resume(in, at + Control.GREETING_BYTES, length - Control.GREETING_BYTES, link, now);
        }
        open(link);
    }

    private void open(LinkState link) {
        link.open = true;
        if (isLive(link)) linksOpen++;
    }

    private void onForgotten(LinkState link, byte[] in, int at, int length) throws Violation {
        Control.checkBoots(in, at, length, myBoot, peerBoot);
        if (length != Control.GREETING_BYTES) throw new Violation("forgotten of " + length + " bytes");
        if (link.open) throw new Violation("forgotten after the greeting");
        var before = forgottenOver;
        // Said over two links that come up together it is one and the same event.
        if (before == null || !before.up) {
            restart();
            forgottenOver = link;
            receiver.confirm();
        }
        if (link.generation != generation) {
            link.generation = generation;
            if (link.up) linksUp++;
        }
        open(link);
    }

    private void restart() {
        sender.restart(lost);
        receiver.restart();
        generation++;
        linksUp = 0;
        linksOpen = 0;
        acknowledgedThen = new long[Segment.STREAMS];
    }

    private void onAcknowledge(LinkState link, byte[] in, int at, int length, long now) throws Violation {
        checkOpen(link, now);
        sender.acknowledge(in, at + 1, length - 1, now);
    }

    private void onBlocks(LinkState link, byte[] in, int at, int length, long now) throws Violation {
        checkOpen(link, now);
        if (!link.isDatagrams()) throw new Violation("selective blocks on a link that loses nothing");
        sender.blocks(in, at, length, now);
    }

    /** Over datagrams: the other side learns that its greeting is here from an acknowledgement, whatever that says. */
    public void confirm() {
        receiver.confirm();
    }

    /** The payload of a frame 0x02: {@code length} bytes of {@code in} from {@code at}; copied where they are kept. */
    public void onSegment(LinkState link, byte[] in, int at, int length, long now) throws Violation {
        checkOpen(link, now);
        receiver.segment(in, at, length, now, link.isDatagrams());
    }

    private void checkOpen(LinkState link, long now) throws Violation {
        if (!link.open) throw new Violation("session traffic before resume");
        if (link.generation != generation) throw new Violation("session traffic of a session that was forgotten");
        // Whoever sends after our forgotten has read it.
        if (!forgotten || !link.saysForgotten()) return;
        forgotten = false;
        confirmed = true;
        confirmedAt = now;
    }

    // --- what leaves over a link

    /** Whether {@link #writeFrames} or {@link #writeAcknowledgements} have something for {@code link} now. */
    public boolean hasSomethingFor(LinkState link, long now) {
        return isLive(link)
                && (receiver.isDue(now)
                        || sender.hasSomethingFor(link, 3, now)
                        || sender.hasSomethingFor(link, 4, now));
    }

    /**
     * Writes whole frames 0x02 into {@code out}, as many as fit between {@code from} and {@code to}; the streams of one
     * priority in turn.
     *
     * @param priority 3, or 4 for streams 1 and 2
     * @return the new end
     */
    public int writeFrames(LinkState link, int priority, byte[] out, int from, int to, long now) {
        return isLive(link) ? sender.write(link, priority, out, from, to, now) : from;
    }

    /**
     * Writes one frame 0x14 with all acknowledgements there are, if one of them is due; over datagrams others with selective
     * blocks behind it.
     *
     * @param force even if none is due: the record leaves anyway
     * @return the new end
     */
    public int writeAcknowledgements(LinkState link, byte[] out, int from, int to, long now, boolean force) {
        return isLive(link) ? receiver.writeAcknowledgements(out, from, to, now, force, link.isDatagrams()) : from;
    }

    /**
     * When something becomes due that is not yet, in the time of {@code now}: call {@link #onTime} then, and ask every link
     * what it has. {@link Long#MAX_VALUE} if nothing does.
     */
    public long nextTimer(long now) {
        return linksOpen == 0 ? Long.MAX_VALUE : Times.first(receiver.deadline(), sender.deadline(now));
    }

    /** Time has passed: over datagrams something may have to be sent again. Does nothing before {@link #nextTimer}. */
    public void onTime(long now) {
        sender.onTime(now);
    }

    // --- delivering

    /**
     * The next message for the upper floor, in order per stream and the streams in turn; none of a stream that is held
     * or is handing one over. {@link #handed} or {@link #hold} must follow.
     *
     * @return null if there is none
     */
    public @Nullable Incoming poll() {
        return receiver.poll();
    }

    /** The upper floor took it: now its last byte counts as received. */
    public void handed(Incoming message, long now) {
        receiver.handed(message, now);
    }

    /** The upper floor had no room: the message stays first in its stream, which waits for {@link #release}. */
    public void hold(Incoming message) {
        receiver.hold(message);
    }

    /** There is room again. May come before {@link #hold}, when another thread makes room: then nothing is held. */
    public void release(int stream) {
        receiver.release(stream);
    }

    /** Bytes under way on a datagram link, with what their headers cost, and how many may be. */
    long[] flight(LinkState link) {
        var flight = java.util.Objects.requireNonNull(link.flight);
        return new long[] {flight.bytes(), flight.window()};
    }

    // --- figures

    /** What waits and is unacknowledged, with about what the objects around it cost. */
    public long queuedBytes() {
        return sender.queuedBytes();
    }

    /** What was sent and is not acknowledged; at most 4 MiB. */
    public long unacknowledgedBytes() {
        return sender.unacknowledgedBytes();
    }

    /** What was acknowledged, since this beginning of the session. */
    public long acknowledgedBytes() {
        long sum = 0;
        for (long offset : sender.acknowledged()) sum += offset;
        return sum;
    }

    /** What came and was not handed over yet. */
    public long keptBytes() {
        return receiver.keptBytes();
    }
}
