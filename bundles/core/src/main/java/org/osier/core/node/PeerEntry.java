package org.osier.core.node;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.Link;
import org.osier.core.node.rules.ClockSkew;
import org.osier.core.node.rules.ExchangeTerms;
import org.osier.core.node.rules.PathChoice;
import org.osier.core.node.rules.StallWatch;
import org.osier.core.session.Session;
import org.osier.mesh.Attempt;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * Everything that the node holds of one peer. Written by the loop but for what says otherwise; read by any thread, so
 * the fields are volatile and what they hold is replaced whole.
 */
public final class PeerEntry {
    final NodeId id;
    final LongAdder sent = new LongAdder(); // any thread
    final LongAdder received = new LongAdder(); // any thread

    volatile PeerState state = PeerState.PENDING;
    volatile String why = "new";
    volatile Instant since;
    volatile Instant seen;
    volatile List<Way> ways = List.of(); // its links, newest last
    volatile @Nullable Way carrier; // of them
    volatile @Nullable NodeRecord record;
    volatile long linkCount;
    volatile long restarts;
    volatile int lastFailure; // the nnn of OSIER-nnn of the last failed dial, 0 without one
    volatile List<Attempt> attempts = List.of(); // oldest first
    volatile @Nullable URI lastPath;

    private volatile ClockSkew skew =
            ClockSkew.UNKNOWN; // written under this object's lock, by loop and reading threads

    // Written under this object's lock by the reading thread of a link, when both ends are ready.
    volatile @Nullable Session session;
    volatile @Nullable PeerKeys keys;
    volatile long bootId;
    private long bootSerial = -1; // the highest serial that came with this boot id
    private int admitted; // links that were let in and have not ended
    private boolean forgot; // a session of this boot id was dropped: say so when it comes back

    final AtomicBoolean woken = new AtomicBoolean(); // somebody sends to it while it is idle

    // The loop's alone.
    long lostAt; // since when it has no link, by the node's nanosecond clock
    long restartedAt; // when its latest start became known, by the same clock
    final Quota quota = new Quota(); // any thread
    final ExchangeTerms exchange = new ExchangeTerms(); // any thread, guarded by itself
    final PathChoice choice = new PathChoice();
    final StallWatch stall = new StallWatch();
    long spoke; // when a message was seen to go or come last, by the same clock; at first since when it is linked
    private long words = -1; // messages by then
    long measuredAt; // when its round trips were asked for, by the same clock
    boolean twiceTold; // the operator knows that its identity runs on two nodes

    // The loop's alone: what the highest serial said, of a handshake or of a record of its own.
    long serial = -1;
    byte @Nullable [] linkKey;

    byte @Nullable [] keyInVain; // the link key that a handshake of two messages was tried with in vain

    /** @param nanos now, by the node's nanosecond clock */
    PeerEntry(NodeId id, Instant now, long nanos) {
        this.id = id;
        this.since = now;
        this.seen = now;
        this.lostAt = nanos;
        this.restartedAt = nanos;
    }

    /** Its name, or the short id while it has not said one. */
    public String name() {
        var record = this.record;
        return record == null ? id.brief() : record.name().orElse(id.brief());
    }

    /** The link that carries now. */
    public @Nullable Link path() {
        var carrier = this.carrier;
        return carrier == null ? null : carrier.link;
    }

    /** Its links that stand, newest last. */
    List<Link> links() {
        return ways.stream().map(way -> way.link).toList();
    }

    public NodeId id() {
        return id;
    }

    public @Nullable Session session() {
        return session;
    }

    public @Nullable PeerKeys keys() {
        return keys;
    }

    public PeerState state() {
        return state;
    }

    /** The nnn of OSIER-nnn of the last failed dial, 0 without one. */
    public int lastFailure() {
        return lastFailure;
    }

    /** A handshake that it began told its time. Any thread. */
    synchronized void handshakeTold(Duration clockAhead) {
        skew = ClockSkew.ofHandshake(clockAhead);
    }

    /** It sent a record signed at this time of its clock; now it is {@code now} here. Any thread. */
    synchronized void recordIssued(Instant issued, Instant now) {
        skew = skew.recordCame(issued, now);
    }

    ClockSkew skew() {
        return skew;
    }

    /** A message was handed to its session. Any thread. */
    public void countSent() {
        sent.increment();
    }

    /** Its session handed a message to us. Any thread. */
    public void countReceived() {
        received.increment();
    }

    /** Looks whether messages went or came since it was looked last. The loop's. */
    void lookWhetherItSpoke(long now) {
        long words = sent.sum() + received.sum();
        if (words != this.words) spoke = now;
        this.words = words;
    }

    /** Somebody sends to it while it is idle. Any thread. @return false: that is known, and about to be looked at */
    public boolean wake() {
        return !woken.getAndSet(true);
    }

    /** @param more links that were let in, or ended if it is negative. @return how many there are. Any thread */
    synchronized int admitted(int more) {
        return admitted += more;
    }

    /**
     * Whether this start of the peer lies before the one that we know: serials rise over all starts. What a process sent
     * before it was killed may arrive after its successor is linked. Under this object's lock.
     */
    boolean earlierStart(long bootId, long serial) {
        return bootId != this.bootId && serial < bootSerial;
    }

    /** The start that we know is gone: any may take its place. Under this object's lock. */
    void forgetStart() {
        bootSerial = -1;
    }

    /** A link with this start of the peer joins. Under this object's lock. */
    void joined(long bootId, long serial) {
        bootSerial = bootId == this.bootId ? Math.max(serial, bootSerial) : serial;
        this.bootId = bootId;
    }

    /** The session was kept long enough: dropped, and remembered as dropped. Under this object's lock. */
    void forget() {
        session = null;
        forgot = true;
    }

    /** Whether a session with this boot id was dropped; asked once. Under this object's lock. */
    boolean forgotOnce(long bootId) {
        boolean answer = forgot && this.bootId == bootId;
        forgot = false;
        return answer;
    }
}
