package org.osier.membership;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.discovery.Candidates;
import org.osier.discovery.ClusterKeys;
import org.osier.discovery.Discovery;
import org.osier.membership.rules.Checker;
import org.osier.membership.rules.LinkPlan;
import org.osier.membership.rules.Moment;
import org.osier.membership.rules.Output;
import org.osier.membership.rules.Synchroniser;
import org.osier.membership.rules.Tally;
import org.osier.mesh.FrameHandler;
import org.osier.mesh.Frames;
import org.osier.mesh.Mesh;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerListener;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.node.Records;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hands of {@link Synchroniser} and {@link LinkPlan}: brings them frames, links, our own record and the time, sends
 * what they say, and tells the node of members that it could link with. It comes and goes with the node, and may do so at
 * any time; links are untouched. Configuration is live. Thread-safe: the work is done on the {@link Worker}.
 */
@Component(
        service = {Discovery.class, FrameHandler.class, PeerListener.class, MemberRecords.class},
        configurationPid = "org.osier.membership",
        immediate = true)
@Designate(ocd = MembershipConfig.class)
public final class Membership implements Discovery, FrameHandler, PeerListener, MemberRecords {
    static final int SYNC_DIGEST = 0x0A; // WIRE.md, section 3

    private static final Logger log = LoggerFactory.getLogger(Membership.class);
    private static final Duration STOP = Duration.ofMillis(1_500); // of the 2 s that Discovery.stop may take

    /** Frames that are read before anything else gets its turn. */
    private static final int MOST_AT_ONCE = 64;

    /** Candidates are looked over at most so often, and at least so often. */
    private static final Duration OFFER_LEAST = Duration.ofMillis(100);

    private static final Duration OFFER_MOST = Duration.ofSeconds(10);
    private static final Duration SUM_UP = Duration.ofMinutes(1);

    private final Mesh mesh;
    private final NodeId self;
    private final Frames frames;
    private final InstantSource clock;
    private final Synchroniser synchroniser; // guarded by itself
    private final LinkPlan plan; // the worker's, as is all that says nothing else
    private final Inbox inbox = new Inbox();
    private final AtomicLong shed = new AtomicLong();
    private final Worker worker;
    private final Links links = new Links();
    private volatile Settings settings;
    private volatile boolean selfChanged = true;
    private volatile boolean peersChanged = true;
    private volatile boolean settingsChanged;
    private volatile @Nullable Offering offering; // null: not started as a discovery
    private volatile boolean offerNow;
    private volatile boolean closed;
    private long offered; // when candidates were looked over last
    private long offerDue;
    private long learned; // records by then
    private long sumUpDue;
    private Tally summedUp = new Tally();
    private long shedBefore;

    /** A configuration that is rejected at the start leaves it with what the metatype says. */
    @Activate
    public Membership(
            @Reference Mesh mesh,
            @Reference Frames frames,
            @Reference Records records,
            @Reference ClusterKeys keys,
            MembershipConfig config) {
        this(mesh, frames, new RecordCheck(records, keys), checked(config, Settings.DEFAULT), InstantSource.system());
    }

    Membership(Mesh mesh, Frames frames, Checker checker, Settings settings, InstantSource clock) {
        this.mesh = mesh;
        this.self = mesh.self().id();
        this.frames = frames;
        this.settings = settings;
        this.clock = clock;
        var random = new SecureRandom();
        var now = now();
        synchroniser = new Synchroniser(self, checker, random, settings.exchange(), now);
        plan = new LinkPlan(random);
        offered = now.nanos() - OFFER_LEAST.toNanos();
        offerDue = now.nanos();
        sumUpDue = now.nanos() + SUM_UP.toNanos();
        worker = new Worker(this::turn);
        worker.wake();
    }

    private static Settings checked(MembershipConfig config, Settings lastGood) {
        try {
            return Settings.of(config);
        } catch (IllegalArgumentException e) {
            log.warn("OSIER-201 org.osier.membership: {}; the last good configuration stays", e.getMessage());
            return lastGood;
        }
    }

    @Modified
    void modified(MembershipConfig config) {
        settings = checked(config, settings);
        settingsChanged = true;
        worker.wake();
    }

    @Deactivate
    void close() {
        stop();
        closed = true;
        worker.close(STOP);
        synchronized (synchroniser) {
            log.debug("stopped; records since its start: {}", synchroniser.tally());
        }
    }

    // --- for the rest of the bundle

    @Override
    public List<NodeRecord> all() {
        synchronized (synchroniser) {
            return synchroniser.records(now()).stream()
                    .filter(record -> !record.id().equals(self))
                    .toList();
        }
    }

    // --- as a frame handler

    @Override
    public int type() {
        return SYNC_DIGEST;
    }

    @Override
    public Carrier carriedBy() {
        return Carrier.LINK;
    }

    @Override
    public void on(NodeId from, ByteBuffer payload) {
        if (inbox.offer(from, payload)) worker.wake();
        else shed.incrementAndGet();
    }

    // --- as a listener

    @Override
    public void on(Change change, Peer peer) {
        peersChanged = true;
        worker.wake();
    }

    // --- as a discovery

    @Override
    public String name() {
        return "membership";
    }

    @Override
    public void start(NodeRecord self, Candidates candidates) {
        offering = new Offering(candidates);
        selfChanged = true;
        offerNow = true;
        worker.wake();
    }

    /** What we are is only what {@link Mesh#self} says. */
    @Override
    public void announce(NodeRecord self) {
        selfChanged = true;
        worker.wake();
    }

    @Override
    public void stop() {
        var last = offering;
        offering = null;
        if (last != null) last.close();
    }

    // --- on the worker's thread

    /** @return after how many nanoseconds there is something to do */
    private long turn() {
        var now = now();
        if (selfChanged) lookAtSelf();
        if (settingsChanged) settle(now);
        if (peersChanged) lookAtPeers(now);
        readFrames(now);
        List<Output> outputs;
        long learnedNow;
        long due;
        synchronized (synchroniser) {
            outputs = synchroniser.tick(now);
            due = synchroniser.due();
            learnedNow = synchroniser.learned();
        }
        act(outputs);
        if (learnedNow != learned) offerDue = earlier(offerDue, offered + OFFER_LEAST.toNanos());
        learned = learnedNow;
        if (offerNow || now.nanos() - offerDue >= 0) offer(now);
        if (now.nanos() - sumUpDue >= 0) sumUp(now);
        due = earlier(earlier(due, offerDue), sumUpDue);
        return due - now().nanos();
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    // Each look takes its flag back before it looks: what changes from there on is looked at again.

    private void lookAtSelf() {
        selfChanged = false;
        var record = mesh.self().record();
        synchronized (synchroniser) {
            synchroniser.own(record);
            synchroniser.lookAgain(); // a new record may be one of a new epoch
        }
    }

    private void settle(Moment now) {
        settingsChanged = false;
        synchronized (synchroniser) {
            synchroniser.pace(settings.exchange(), now);
        }
        offerNow = true;
    }

    private void lookAtPeers(Moment now) {
        peersChanged = false;
        links.look(mesh.peers());
        List<Output> outputs;
        for (var record : links.takeRecords()) {
            if (closed) return;
            synchronized (synchroniser) {
                outputs = synchroniser.peerRecord(record, now);
            }
            act(outputs);
        }
        synchronized (synchroniser) {
            outputs = synchroniser.links(links.linked(), links.takeNew(), now);
        }
        act(outputs);
        offerDue = earlier(offerDue, offered + OFFER_LEAST.toNanos());
    }

    private void readFrames(Moment now) {
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            var arrived = inbox.poll();
            if (arrived == null || closed) return;
            List<Output> outputs;
            synchronized (synchroniser) {
                outputs = synchroniser.frame(arrived.from(), ByteBuffer.wrap(arrived.payload()), now);
            }
            act(outputs);
        }
        worker.wake();
    }

    private void act(List<Output> outputs) {
        for (var output : outputs) {
            // What a full queue sheds, a later exchange makes good.
            if (output instanceof Output.Send send)
                frames.sendOnLink(send.to(), SYNC_DIGEST, ByteBuffer.wrap(send.frame()));
            else if (output instanceof Output.Copied copied) tell(copied);
        }
    }

    /** Of our own the node has said it when it verified that record, and it answers. */
    private static void tell(Output.Copied copied) {
        if (copied.ours()) return;
        var record = copied.record();
        log.warn(
                "OSIER-124 {} {}: its identity is in use on two nodes, their records go round by turns"
                        + "   next: stop one of the two, or revoke it if a key was stolen",
                record.name().orElse("-"),
                record.id().brief());
    }

    private void offer(Moment now) {
        offerNow = false;
        offered = now.nanos();
        List<NodeRecord> others = all();
        var wanted = plan.wanted(others, links.taken(), settings.links(), now.nanos());
        offerDue = earlier(plan.due(offered + OFFER_MOST.toNanos()), offered + OFFER_MOST.toNanos());
        var standing = offering;
        if (standing != null) standing.offer(wanted, Instant.ofEpochMilli(now.millis()));
    }

    private void sumUp(Moment now) {
        sumUpDue = now.nanos() + SUM_UP.toNanos();
        Tally strange;
        synchronized (synchroniser) {
            synchroniser.lookAgain();
            strange = synchroniser.tally().strangeSince(summedUp);
            summedUp = synchroniser.tally().copy();
        }
        long shedNow = shed.get();
        if (!strange.isEmpty() || shedNow > shedBefore)
            log.info("records refused within a minute: {}; {} frames shed", strange, shedNow - shedBefore);
        shedBefore = shedNow;
    }

    private Moment now() {
        return new Moment(System.nanoTime(), clock.millis());
    }
}
