package org.osier.core.node;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.KeyBinding;
import org.osier.core.link.Link;
import org.osier.core.link.Origin;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.node.rules.AttemptHistory;
import org.osier.core.node.rules.DialResult;
import org.osier.core.node.rules.LineBudget;
import org.osier.core.node.rules.PathChoice.Choice;
import org.osier.core.node.rules.PathChoice.Reason;
import org.osier.core.node.rules.Redial;
import org.osier.core.session.Session;
import org.osier.core.session.SessionLink;
import org.osier.mesh.PeerListener;
import org.osier.mesh.PeerListener.Change;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the node knows of its peers, and what follows from it: state, why, sessions, dials. The loop's, but for
 * {@link #attach} and {@link #detach}.
 */
final class Peers {
    private static final Logger log = LoggerFactory.getLogger(Peers.class);

    /** Without a link for this long a peer counts as failed: its sessions still wait, new messages are refused. */
    private static final long SUSPECT_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** A session without a link is kept for this long (WIRE.md, section 4: at least 10 minutes). */
    private static final long SESSION_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** What a start of a node that is not the latest is told. */
    private static final String ELSEWHERE = "OSIER-124 a later start of this identity is linked";

    private static final int IDENTITY_IN_USE = 124;
    /** What a process sent before it was killed has arrived by then: no handshake lives longer (10 s). */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** Makes the session with a peer. */
    interface Sessions {
        Session create(PeerEntry entry, long myBoot, long peerBoot, boolean forgotten);
    }

    private final Environment environment;
    private final PeerTable table;
    private final Dialler dialler;
    private final Handshakes handshakes;
    private final Sessions sessions;
    private final Faults faults;
    private final Paths paths;
    private final LineBudget lines = new LineBudget();
    private final CopiedIdentity copied;
    private final List<PeerListener> listeners = new CopyOnWriteArrayList<>();

    Peers(
            Environment environment,
            PeerTable table,
            Dialler dialler,
            Handshakes handshakes,
            Sessions sessions,
            Faults faults,
            CopiedIdentity copied) {
        this.environment = environment;
        this.table = table;
        this.dialler = dialler;
        this.handshakes = handshakes;
        this.sessions = sessions;
        this.faults = faults;
        this.copied = copied;
        this.paths = new Paths(environment, dialler, this::carries);
    }

    Paths paths() {
        return paths;
    }

    PeerTable table() {
        return table;
    }

    Dialler dialler() {
        return dialler;
    }

    void add(PeerListener listener) {
        listeners.add(listener);
    }

    void remove(PeerListener listener) {
        listeners.remove(listener);
    }

    // --- admission

    /** Whether a newer link key of this node is known (WIRE.md, section 2: the binding's serial). */
    boolean olderKey(PeerEntry entry, KeyBinding proof) {
        if (entry.linkKey == null || Arrays.equals(entry.linkKey, proof.linkKey())) return false;
        return proof.serial() <= entry.serial;
    }

    /** Whether a later start of this node is known, and not gone for so long that an earlier one may take its place. */
    boolean earlierStart(PeerEntry entry, KeyBinding proof) {
        boolean gone = entry.ways.isEmpty() && now() - entry.lostAt >= LATE_NANOS;
        synchronized (entry) {
            if (gone) entry.forgetStart();
            return entry.earlierStart(proof.bootId(), proof.serial());
        }
    }

    /** An earlier start of this node was refused; long after the later one came it is no straggler, it is alive. */
    void earlierStartRefused(PeerEntry entry, Link link) {
        if (entry.twiceTold || now() - entry.restartedAt < LATE_NANOS) return;
        entry.twiceTold = true;
        log.warn(
                "{}: OSIER-124 its identity runs twice, an earlier start of it comes from {}; stop one of the two, or"
                        + " let it start as a new node without its data/",
                entry.name(),
                link.address());
    }

    /** Whoever is at the other end proved to have our key. @param serial that he named */
    void metOurselves(long serial, Origin origin) {
        var what = "a node with our own identity " + (origin.dialled() ? "answers there" : "came from there");
        copied.met(serial, origin.address(), what);
    }

    void admitted(PeerEntry entry, KeyBinding proof) {
        if (proof.serial() < entry.serial) return;
        entry.serial = proof.serial();
        entry.linkKey = proof.linkKey();
    }

    void pending(PeerEntry entry, String reason) {
        if (entry.ways.isEmpty()) state(entry, PeerState.PENDING, reason);
    }

    void rejected(PeerEntry entry, String reason) {
        if (entry.ways.isEmpty() && entry.state == PeerState.PENDING) entry.why = "not admitted here: " + reason;
    }

    // --- sessions: on the thread of a link

    /**
     * The session that a link joins: the one with this start of the peer, or a new one.
     *
     * @return null: none, close the link
     */
    @Nullable
    SessionLink attach(PeerEntry entry, Link link) {
        var proof = link.proof().peer();
        Session old = null;
        Session session;
        boolean forgotten = false;
        synchronized (entry) {
            if (entry.earlierStart(proof.bootId(), proof.serial())) return null;
            session = entry.session;
            if (session == null || session.peerBoot() != proof.bootId()) {
                old = session;
                forgotten = session == null && entry.forgotOnce(proof.bootId());
                session = sessions.create(entry, handshakes.bootId(), proof.bootId(), forgotten);
                entry.session = session;
            }
            entry.joined(proof.bootId(), proof.serial());
            entry.keys = handshakes.packetKeys(proof);
        }
        if (old != null) {
            var before = old;
            environment.onLoop(() -> restarted(entry, before));
        }
        return session.attach(link);
    }

    /** The link is gone: what went over it goes over another. @return whether it had joined the session */
    boolean detach(PeerEntry entry, Link link) {
        var session = entry.session;
        return session != null && session.detach(link);
    }

    private void restarted(PeerEntry entry, Session before) {
        before.end(Session.End.PEER_RESTARTED);
        entry.restarts++;
        entry.restartedAt = now();
        if (mayLog()) log.info("{}: restarted", entry.name());
        // Their process has ended, or it runs beside the later one with the same identity: then it learns of it.
        for (var way : entry.ways) {
            if (way.link.proof().peer().bootId() == entry.bootId) continue;
            way.leave();
            way.link.close(CloseReason.REFUSED, ELSEWHERE);
        }
        tell(Change.RESTARTED, entry);
    }

    // --- links: on the loop

    /** @param reliable whether its carrier delivers everything, once and in order */
    void linked(PeerEntry entry, Link link, boolean reliable) {
        entry.linkCount++;
        entry.lastFailure = 0;
        if (link.dialledByMe())
            kept(entry, DialAttempt.linked(environment.clock().instant(), link.address()));
        boolean carries = paths.up(entry, link, reliable);
        dialler.linked(entry.id, link.origin().job());
        if (mayLog()) log.info("{}: link up via {}{}", entry.name(), link.address(), carries ? "" : ", it stands by");
        if (!carries) tell(Change.STANDBY, entry);
    }

    /** Another link carries the session with this peer. */
    private void carries(PeerEntry entry, Choice<Way> choice, String why) {
        state(entry, PeerState.ALIVE, why);
        boolean moved = choice.reason() != Reason.FIRST && choice.reason() != Reason.NEWER;
        if (moved && mayLog())
            log.info("{}: now via {}, {}", entry.name(), choice.way().link.address(), why);
        tell(entry.linkCount == 1 ? Change.FOUND : Change.UP, entry);
    }

    /** @param joined whether it had joined the session: one that never did leaves the session's time as it was */
    void unlinked(PeerEntry entry, Link link, boolean joined, String why) {
        if (joined && entry.ways.isEmpty()) entry.lostAt = now();
        var gone = way(entry, link);
        if (gone == null) return;
        entry.seen = environment.clock().instant();
        boolean stoodBy = gone != entry.carrier;
        paths.down(entry, gone, why, Failures.redial(link));
        if (!entry.ways.isEmpty()) {
            if (stoodBy) tell(Change.STANDBY, entry);
            return;
        }
        var redial = redial(entry, link);
        state(entry, redial == Redial.WHEN_NEEDED ? PeerState.IDLE : PeerState.SUSPECT, why);
        link.closedByPeer()
                .filter(said -> said.text().equals(ELSEWHERE))
                .ifPresent(said -> copied.said(entry.name(), why));
        if (mayLog()) log.info("{}: no link left, {}", entry.name(), why);
        entry.lostAt = now();
        dialler.unlinked(entry.id, redial, link.scheme());
        tell(Change.DOWN, entry);
        if (redial == Redial.WHEN_NEEDED && isWaiting(entry)) needed(entry); // somebody sent before he could see that
    }

    /** It was one too many; if something waits for it all the same, it is dialled as if it were about to come back. */
    private static Redial redial(PeerEntry entry, Link link) {
        var redial = Failures.redial(link);
        return redial == Redial.WHEN_NEEDED && isWaiting(entry) ? Redial.AT_ONCE : redial;
    }

    private static boolean isWaiting(PeerEntry entry) {
        var session = entry.session;
        return session != null && !session.idle();
    }

    /** Something waits for a peer that had no link because there were enough. */
    void needed(PeerEntry entry) {
        entry.woken.set(false);
        if (entry.state != PeerState.IDLE) return;
        entry.lostAt = now();
        state(entry, PeerState.SUSPECT, "dialled, because something is sent to it");
        dialler.needed(entry.id);
    }

    static @Nullable Way way(PeerEntry entry, Link link) {
        return entry.ways.stream().filter(way -> way.link == link).findFirst().orElse(null);
    }

    /** What time asks for; about once a second. */
    void tick(long now) {
        long unwritten = lines.over(now);
        if (unwritten > 0) log.info("{} further lines about links that came and went", unwritten);
        for (var entry : table.all()) {
            if (!entry.ways.isEmpty()) {
                paths.tick(entry, now);
                continue;
            }
            long without = now - entry.lostAt;
            if (entry.state == PeerState.SUSPECT && without >= SUSPECT_NANOS) {
                state(entry, PeerState.FAILED, failedWhy(entry));
                tell(Change.DOWN, entry);
            }
            if (without >= SESSION_NANOS && entry.state != PeerState.IDLE) dropSession(entry);
            var record = entry.record;
            if (record != null && !environment.clock().instant().isBefore(record.expires())) expired(entry);
        }
    }

    private void expired(PeerEntry entry) {
        dialler.expired(entry.id);
        if (entry.state != PeerState.IDLE) return;
        state(entry, PeerState.FAILED, "its record has expired");
        tell(Change.DOWN, entry);
    }

    private boolean mayLog() {
        return lines.take(now());
    }

    private long now() {
        return environment.nanos().getAsLong();
    }

    /** What became of the dials since its last link was lost. */
    private static String failedWhy(PeerEntry entry) {
        return entry.attempts.stream()
                .filter(a -> a.code() != 0 && !a.at().isBefore(entry.since))
                .reduce((first, second) -> second)
                .map(DialAttempt::inWords)
                .orElse(entry.why + "; it has no address to dial, it has to come back itself");
    }

    private static void dropSession(PeerEntry entry) {
        Session session;
        synchronized (entry) {
            session = entry.session;
            if (session == null || session.linked()) return; // a link is joining it at this moment
            entry.forget();
        }
        session.end(Session.End.DROPPED);
    }

    // --- dials

    /** A dial reached this node. @param entry null if the table has no place for it */
    void proved(String job, Link link, @Nullable PeerEntry entry) {
        var before = dialler.proved(job, link.origin().address(), link.peer());
        if (entry != null) entry.attempts = AttemptHistory.last(before, entry.attempts);
    }

    /** A dial did not become a link. @param proved who was there, if he proved it */
    void dialFailed(String job, @Nullable NodeId proved, DialAttempt attempt, DialResult result, Redial redial) {
        if (attempt.code() == IDENTITY_IN_USE) copied.said(attempt.address(), attempt.cause());
        var entry = Optional.ofNullable(proved).or(() -> dialler.node(job)).map(table::find);
        entry.ifPresent(e -> kept(e, attempt));
        entry.filter(e -> e.ways.isEmpty()).ifPresent(e -> {
            e.lastFailure = attempt.code();
            if (e.state == PeerState.FAILED) e.why = DialAttempt.inWords(attempt);
            else if (e.state == PeerState.IDLE) state(e, PeerState.FAILED, DialAttempt.inWords(attempt));
            else if (e.state == PeerState.PENDING && redial == Redial.LONG)
                state(e, PeerState.FAILED, DialAttempt.inWords(attempt)); // it never was a peer, and will not be soon
        });
        dialler.failed(job, attempt, result, redial);
    }

    private static void kept(PeerEntry entry, DialAttempt attempt) {
        entry.attempts = AttemptHistory.with(entry.attempts, attempt);
    }

    void recordCame(PeerEntry entry) {
        var record = entry.record;
        if (record == null) return;
        if (record.serial() > entry.serial) {
            entry.serial = record.serial();
            entry.linkKey = record.linkKey();
        }
        dialler.peer(entry.id, record.addresses());
        tell(Change.RECORD, entry);
    }

    // --- telling

    private void state(PeerEntry entry, PeerState state, String why) {
        entry.state = state;
        entry.why = why;
        entry.since = environment.clock().instant();
    }

    private void tell(Change change, PeerEntry entry) {
        var view = table.view(entry);
        for (var listener : listeners) {
            try {
                listener.on(change, view);
            } catch (RuntimeException e) {
                faults.warn(log, listener, "peer listener failed", e);
            }
        }
    }
}
