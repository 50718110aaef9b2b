package org.osier.core.node;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osier.admission.Decision;
import org.osier.core.handshake.Door;
import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.Outcome;
import org.osier.core.link.Buffers;
import org.osier.core.link.Carriage;
import org.osier.core.link.Link;
import org.osier.core.link.LinkHost;
import org.osier.core.link.LinkReceiver;
import org.osier.core.link.LinkReceiver.GaveUp;
import org.osier.core.link.Origin;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.FrameType;
import org.osier.core.link.rules.Keepalive;
import org.osier.core.link.rules.Refusal;
import org.osier.core.node.rules.DialPlan;
import org.osier.core.node.rules.DialResult;
import org.osier.core.node.rules.DoubleDial;
import org.osier.core.node.rules.Ending;
import org.osier.core.node.rules.Explained;
import org.osier.core.session.SessionLink;
import org.osier.node.NodeId;
import org.osier.transport.Connection;
import org.osier.transport.Dial;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of links: a connection comes to be, proves itself, is admitted, joins its session, carries, ends. What
 * decides anything about a peer is handed to the loop; what must be there before the next frame is read happens at
 * once.
 */
final class Links implements LinkHost, LinkReceiver.Owner, Dialler.Starter {
    private static final Logger log = LoggerFactory.getLogger(Links.class);
    /** Links with one peer at once: it must not take the places of all others. Our choice. */
    private static final int MAX_PER_PEER = 8;

    private static final long MAX_AGE_NANOS = TimeUnit.HOURS.toNanos(2); // WIRE.md, section 2: keys over time

    private final Environment environment;
    private final NodeId self;
    private final Counters counters;
    private final Connections connections;
    private final Handshakes handshakes;
    private final Admissions admissions;
    private final OwnCluster cluster;
    private final Errands errands;
    private final Rotations rotations;
    private final OwnRecord ownRecord;
    private final Peers peers;
    private final PeerRecords records;
    private final FrameHandlers frameHandlers;
    private final KnownDials known;
    private final Buffers buffers = new Buffers();
    private volatile Quota.Size quota = Quota.Size.DEFAULT;
    private final AtomicLong ages = new AtomicLong();
    private final Map<Link, PeerEntry> entries = new ConcurrentHashMap<>(); // admitted ones, bounded by the connections
    private final Map<Link, Transport> transports = new ConcurrentHashMap<>(); // of proved ones, bounded as well

    Links(
            Environment environment,
            NodeId self,
            Counters counters,
            Connections connections,
            Handshakes handshakes,
            Admissions admissions,
            OwnCluster cluster,
            Errands errands,
            Rotations rotations,
            OwnRecord ownRecord,
            Peers peers,
            PeerRecords records,
            FrameHandlers frameHandlers) {
        this.environment = environment;
        this.self = self;
        this.counters = counters;
        this.connections = connections;
        this.handshakes = handshakes;
        this.admissions = admissions;
        this.cluster = cluster;
        this.errands = errands;
        errands.starter(this::start);
        this.rotations = rotations;
        this.ownRecord = ownRecord;
        this.peers = peers;
        this.known = new KnownDials(peers.table());
        this.records = records;
        this.frameHandlers = frameHandlers;
        connections.standsBy(this::standsBy);
    }

    /** How we go in, and what it may cost us who comes in. The loop's. */
    void doors(DoorConfig doors) {
        known.pattern(doors.known());
        connections.budget(doors.budget());
    }

    /** What each peer may begin. Any thread. */
    void quota(Quota.Size quota) {
        this.quota = quota;
    }

    private boolean standsBy(LinkReceiver end) {
        var link = end.link();
        var entry = link == null ? null : entries.get(link);
        var path = entry == null ? null : entry.path();
        return path != null && path != link && link.carriedBothWays() && !link.isOver();
    }

    // --- a connection comes to be

    /** Somebody connects over {@code transport}. Any thread. */
    Optional<Receiver> accept(Transport transport, URI remote) {
        var end = LinkReceiver.accepted(
                this,
                Origin.accepted(remote),
                now(),
                handshakes.responder(),
                environment.clock(),
                transport.delivery(),
                environment::later);
        return connections.accept(transport, remote, end) ? Optional.of(end) : Optional.empty();
    }

    @Override
    public boolean knocked(LinkReceiver end) {
        return connections.knocked(end, now());
    }

    @Override
    public void start(Transport transport, DialPlan.Order order, Dial dial) {
        boolean stream = transport.delivery() == Transport.Delivery.STREAM;
        var key = stream ? known.key(order.expected()) : Optional.<byte[]>empty();
        if (key.isEmpty()) {
            start(transport, order, dial, cluster.door());
            return;
        }
        var expected = order.expected().orElseThrow();
        var end = dialled(transport, order, handshakes.knowing(cluster.door(), expected, key.get()));
        known.begins(end, key.get(), () -> start(transport, order, dial, cluster.door()));
        start(transport, order, dial, end);
    }

    private void start(Transport transport, DialPlan.Order order, Dial dial, Door door) {
        start(transport, order, dial, dialled(transport, order, handshakes.initiator(door, order.expected())));
    }

    private LinkReceiver dialled(Transport transport, DialPlan.Order order, Initiator initiator) {
        var origin = new Origin(order.address(), Optional.of(order.job()), order.expected());
        return LinkReceiver.dialled(this, origin, now(), initiator, transport.delivery(), environment::later);
    }

    private void start(Transport transport, DialPlan.Order order, Dial dial, LinkReceiver end) {
        if (connections.dial(transport, end)) end.dialling(transport.connect(order.address(), dial, end));
        else onLoop(() -> noPlace(order.job(), end));
    }

    private void noPlace(String job, LinkReceiver end) {
        known.goesOn(end);
        var ending = new Ending.NoPlace();
        if (!errands.ended(end, null, () -> Explained.of(Failures.stage(end), ending))) dialFailed(job, end, ending);
    }

    // --- it proves itself

    @Override
    public Link proved(LinkReceiver end, Connection connection, Outcome outcome, Carriage carriage) {
        connections.proved(end);
        counters.count(Counter.HANDSHAKES_DONE);
        long retireAt = now() + MAX_AGE_NANOS - environment.random().nextLong(MAX_AGE_NANOS / 10);
        var link = new Link(
                this,
                connection,
                outcome,
                carriage,
                end.origin(),
                ages.incrementAndGet(),
                retireAt,
                buffers,
                environment.nanos(),
                outcome.door() != cluster.door());
        connections.transport(end).ifPresent(transport -> transports.put(link, transport));
        onLoop(() -> {
            if (!link.isErrand()) decide(link);
            else if (rotations.isOut(link.peer())) refuse(link, Refusal.REVOKED, "");
            else errands.proved(link, end.origin().job());
        });
        return link;
    }

    // --- it is admitted: on the loop

    private void decide(Link link) {
        var entry = peers.table().findOrAdd(link.peer());
        link.origin().job().ifPresent(job -> peers.proved(job, link, entry));
        if (entry != null) link.proof().clockAhead().ifPresent(entry::handshakeTold);
        if (entry == null) {
            refuse(link, Refusal.OVERLOADED, "too many peers");
        } else if (rotations.isOut(link.peer())) {
            refuse(link, Refusal.REVOKED, "");
        } else if (!link.dialledByMe() && !mayBegin(entry)) {
            refuse(link, Refusal.OVERLOADED, "too many links and questions in a short time");
        } else if (hasManyLinks(entry)) {
            refuse(link, Refusal.OVERLOADED, "too many links with this node");
        } else if (peers.olderKey(entry, link.proof().peer())) {
            refuse(link, Refusal.OLDER_LINK_KEY, "a newer link key of this node is known");
        } else if (peers.earlierStart(entry, link.proof().peer())) {
            peers.earlierStartRefused(entry, link);
            refuse(link, Refusal.IDENTITY_ELSEWHERE, "a later start of this node is known");
        } else {
            admissions.decide(Greeting.of(link)).thenAcceptAsync(d -> decided(link, entry, d), environment.loop());
        }
    }

    private static boolean hasManyLinks(PeerEntry entry) {
        return entry.admitted(0) >= MAX_PER_PEER;
    }

    private void enter(Link link, PeerEntry entry) {
        entries.put(link, entry);
        entry.admitted(1);
    }

    private @Nullable PeerEntry leave(Link link) {
        var entry = entries.remove(link);
        if (entry != null) entry.admitted(-1);
        return entry;
    }

    private void decided(Link link, PeerEntry entry, Decision decision) {
        switch (decision.verdict()) {
            case ADMIT -> {
                peers.admitted(entry, link.proof().peer());
                enter(link, entry);
                if (!link.admit()) leave(link); // nobody else would, it may have ended already
            }
            case REJECT -> {
                peers.rejected(entry, decision.reason());
                refuse(link, Admissions.refusal(decision), decision.reason());
            }
            case PENDING -> {
                peers.pending(entry, decision.reason());
                link.askToWait(decision.reason());
            }
        }
    }

    private void refuse(Link link, Refusal refusal, String text) {
        counters.count(Counter.LINKS_REFUSED);
        link.refuse(refusal, text);
    }

    // --- it joins its session: on the reading thread or the loop, under the lock of its gate

    @Override
    public @Nullable SessionLink attach(Link link) {
        var entry = entries.get(link);
        if (entry == null) throw new AssertionError("a link that was not admitted");
        return peers.attach(entry, link);
    }

    @Override
    public ByteBuffer ownRecord() {
        return ownRecord.frame();
    }

    // --- it carries: on the reading thread

    @Override
    public void resumed(Link link) {
        var entry = entries.get(link); // now: when the loop comes to it the link may have ended
        if (entry == null) throw new AssertionError("a link that was not admitted");
        var transport = transports.get(link);
        boolean reliable = transport == null || transport.delivery() == Transport.Delivery.STREAM;
        onLoop(() -> {
            peers.linked(entry, link, reliable);
            rotations.stands(link);
            closeDoubles(entry);
        });
    }

    private void closeDoubles(PeerEntry entry) {
        boolean higher = self.compareTo(entry.id) > 0;
        for (var loser : DoubleDial.toClose(higher, entry.links())) loser.close(CloseReason.REPLACED, "");
    }

    @Override
    public void frame(Link link, int type, ByteBuffer payload) {
        if (type == FrameType.DISCOVERY) records(link, payload);
        else if (type == FrameType.KEY_UPDATE) {
            var bytes = new byte[payload.remaining()];
            payload.get(bytes);
            errand(link, type, bytes);
        } else if (!frameHandlers.onLink(link.peer(), type, payload)) counters.count(Counter.FRAMES_SKIPPED);
    }

    @Override
    public boolean mayBegin(Link link) {
        var entry = entries.get(link);
        return entry == null || mayBegin(entry);
    }

    private boolean mayBegin(PeerEntry entry) {
        boolean may = entry.quota.take(quota, environment.nanos());
        if (!may) counters.count(Counter.QUOTA_EXCEEDED);
        return may;
    }

    private void records(Link link, ByteBuffer payload) {
        var entry = entries.get(link);
        if (entry == null) return;
        switch (records.take(entry, link, payload)) {
            case NEW -> onLoop(() -> peers.recordCame(entry));
            case CONTRADICTS -> {
                var what = "the record does not fit the handshake";
                violation(link, what);
                link.close(CloseReason.PROTOCOL, what);
            }
            case NOTHING -> {}
        }
    }

    @Override
    public void refused(Link link) {
        counters.count(Counter.LINKS_REFUSED);
    }

    @Override
    public void waiting(Link link, String text) {
        log.debug("{}: waits for its operator, {}", link, text);
    }

    @Override
    public void forged(Link link) {
        counters.count(Counter.FORGERIES);
    }

    @Override
    public void violation(Link link, String what) {
        counters.count(Counter.LINK_VIOLATIONS);
        log.debug("{}: broke the rules, {}", link, what);
    }

    // --- it runs an errand

    @Override
    public void errandReady(Link link) {
        onLoop(() -> errands.ready(link));
    }

    @Override
    public void errand(Link link, int type, byte[] payload) {
        onLoop(() -> errands.frame(link, type, payload));
    }

    // --- it ends

    @Override
    public void ended(LinkReceiver end, @Nullable TransportException cause) {
        connections.ended(end);
        var took = Duration.ofNanos(now() - end.started());
        var link = end.link();
        if (link == null && end.connected()) countHandshake(end);
        if (link != null) transports.remove(link);
        var entry = link == null ? null : leave(link);
        boolean joined = entry != null && peers.detach(entry, link);
        onLoop(() -> {
            boolean stood = link != null && link.carriedBothWays();
            var failure = end.failure();
            if (failure != null && failure.reason() == Reason.IDENTITY_ELSEWHERE)
                peers.metOurselves(failure.serial(), end.origin());
            if (known.goesOn(end)) return;
            if (errands.ended(end, link, () -> explained(end, cause, took))) return;
            if (entry != null) peers.unlinked(entry, link, joined, Failures.ofLink(link, cause));
            if (!stood) end.origin().job().ifPresent(job -> dialFailed(job, end, Failures.ending(end, cause, took)));
        });
    }

    /** Whoever has the wrong cluster file knocks on and on: worth a number of its own beside garbage. */
    private static Counter failed(LinkReceiver end) {
        var handshake = end.failure();
        if (end.origin().dialled() || handshake == null) return Counter.HANDSHAKES_FAILED;
        return switch (handshake.reason()) {
            case KNOCK_UNKNOWN -> Counter.KNOCKS_UNKNOWN;
            case OVERLOADED -> Counter.HANDSHAKES_SHED;
            default -> Counter.HANDSHAKES_FAILED;
        };
    }

    private void countHandshake(LinkReceiver end) {
        counters.count(failed(end));
        var failure = end.failure();
        boolean clock = failure != null && failure.reason() == Reason.CLOCK && !failure.unproven();
        if (clock) counters.count(Counter.CLOCKS_APART);
    }

    private static Explained explained(LinkReceiver end, @Nullable TransportException cause, Duration took) {
        return Explained.of(Failures.stage(end), Failures.ending(end, cause, took));
    }

    private void dialFailed(String job, LinkReceiver end, Ending ending) {
        counters.count(Counter.DIALS_FAILED);
        if (ending instanceof Ending.Handshake h && h.reason() == Reason.OWN_ID) {
            peers.dialler().ours(job, end.origin().address());
            return;
        }
        if (ending instanceof Ending.Handshake h && h.reason() == Reason.KNOCK_UNKNOWN) rotations.unknown(end.origin());
        var stage = Failures.stage(end);
        var explained = Explained.of(stage, ending);
        var now = environment.clock().instant();
        var attempt = DialAttempt.failed(now, end.origin().address(), stage, explained);
        var link = end.link();
        var proved = link == null ? null : link.peer();
        peers.dialFailed(job, proved, attempt, DialResult.of(ending), explained.redial());
    }

    // --- time

    /** What time asks for; on the loop, about once a second. */
    void tick(long now, long handshakeTimeoutNanos, Keepalive keepalive) {
        for (var end : connections.all()) {
            var link = end.link();
            boolean stands = link != null && link.carriedBothWays();
            if (stands) link.tick(now, keepalive);
            else if (now - end.started() >= handshakeTimeoutNanos) {
                counters.count(Counter.HANDSHAKES_TOO_SLOW);
                if (link == null) end.giveUp(GaveUp.LATE);
                else link.close(CloseReason.TIMEOUT, "not ready in time");
            }
            if (stands && link.retires(now) && newest(link)) peers.dialler().again(link.peer(), link.address());
        }
    }

    /** Of its scheme: an older one is about to be closed. */
    private boolean newest(Link link) {
        var entry = entries.get(link);
        return entry != null
                && entry.ways.stream().noneMatch(w -> w.scheme().equals(link.scheme()) && w.age() > link.age());
    }

    /** The transport of these goes. @return done when nothing is left to wait for: close what is still there */
    CompletableFuture<Void> drain(List<LinkReceiver> ends) {
        var entries = new ArrayList<PeerEntry>();
        var ways = new ArrayList<Way>();
        for (var end : ends) {
            var link = end.link();
            var entry = link == null ? null : this.entries.get(link);
            var way = entry == null || link == null ? null : Peers.way(entry, link);
            if (entry == null || way == null) {
                closeAll(List.of(end), CloseReason.GOING_AWAY);
                continue;
            }
            entries.add(entry);
            ways.add(way);
        }
        return new Drain(environment, peers.paths(), peers.dialler(), entries, ways).start();
    }

    /** Says why on every link of one transport and closes it, and every connection that is not a link yet. */
    void closeAll(Iterable<LinkReceiver> ends, CloseReason reason) {
        for (var end : ends) {
            var link = end.link();
            if (link == null) end.giveUp(GaveUp.NOT_WANTED);
            else link.close(reason, "");
        }
    }

    private void onLoop(Runnable task) {
        environment.onLoop(task);
    }

    private long now() {
        return environment.nanos().getAsLong();
    }
}
