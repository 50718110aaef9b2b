package org.osier.core.node;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osier.admission.Admission;
import org.osier.core.cluster.Membership;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.Identity;
import org.osier.core.joining.Arrival;
import org.osier.core.joining.ArrivalInMemory;
import org.osier.core.joining.JoiningService;
import org.osier.core.link.LinkReceiver;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.mesh.Messaging;
import org.osier.core.node.rules.LastMinute;
import org.osier.core.node.rules.Surplus;
import org.osier.core.record.VerifiedRecords;
import org.osier.core.session.Session;
import org.osier.discovery.ClusterKeys;
import org.osier.discovery.Discovery;
import org.osier.dispatch.Inbox;
import org.osier.dispatch.PacketAuth;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.FrameHandler;
import org.osier.mesh.Frames;
import org.osier.mesh.Mesh;
import org.osier.mesh.PeerListener;
import org.osier.node.NodeId;
import org.osier.node.Records;
import org.osier.transport.Transport;
import org.osier.trust.Administration;
import org.osier.trust.Joining;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node: a plain object without statics, so that a JVM can hold thousands. This is the door; every room behind it
 * has a class of its own. Transports, inbox, admissions, handlers and listeners come and go while it runs. Any thread.
 */
public final class Node {
    private static final Logger log = LoggerFactory.getLogger(Node.class);
    private static final long TICK_MS = 1_000;
    /** What is under way gets this long when the node stops. */
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long IDLE_CHECK_MS = 5;

    private final Environment environment;
    private final Identity identity;
    private final OwnCluster cluster;
    private final Errands errands;
    private final Rotations rotations;
    private final NodeAdministration administration;
    private final long bootId;
    private final Instant started;
    private final boolean firstStart;
    private final Counters counters = new Counters();
    private final LastMinute lastMinute; // the loop's
    private final TransportTable transports = new TransportTable();
    private final Connections connections;
    private final Admissions admissions;
    private final Faults faults;
    private final FrameHandlers frameHandlers;
    private final OwnRecord ownRecord;
    private final Handshakes handshakes;
    private final PeerTable table;
    private final Peers peers;
    private final Links links;
    private final SurplusLinks surplus;
    private final Listeners listeners;
    private final Dialler dialler;
    private final Discoveries discoveries;
    private final PeerExchange exchange;
    private final Messaging messaging;
    private final JoiningService joining;
    private final CopiedIdentity copied;
    private final Records records;
    private volatile Supplier<List<String>> configurationProblems = List::of;
    private volatile NodeConfig config;
    private boolean stopped; // the loop's
    private boolean openTold; // the loop's
    private Consumer<List<URI>> onListening = addresses -> {}; // the loop's once started

    /**
     * @param signer gives our records their serials, each stored before it is used
     * @param firstStart whether this start made the identity, for whoever greets the operator
     * @throws HomeException if the first serial cannot be stored
     */
    public Node(
            Environment environment,
            Identity identity,
            OwnCluster cluster,
            OwnRecord.Signer signer,
            NodeConfig config,
            boolean firstStart)
            throws HomeException {
        this(
                environment,
                identity,
                cluster,
                signer,
                config,
                firstStart,
                new ArrivalInMemory(cluster.now().idHex()));
    }

    /** @param arrival how it came into its cluster */
    public Node(
            Environment environment,
            Identity identity,
            OwnCluster cluster,
            OwnRecord.Signer signer,
            NodeConfig config,
            boolean firstStart,
            Arrival arrival)
            throws HomeException {
        this.environment = environment;
        this.identity = identity;
        this.cluster = cluster;
        this.config = config;
        this.firstStart = firstStart;
        bootId = environment.random().nextLong();
        started = environment.clock().instant();
        connections = new Connections(
                config.limits(), config.doors().budget(), environment.nanos().getAsLong(), counters);
        faults = new Faults(environment.nanos(), counters);
        lastMinute = new LastMinute(environment.nanos().getAsLong());
        frameHandlers = new FrameHandlers(faults);
        admissions = new Admissions(environment, faults);
        ownRecord = new OwnRecord(environment, identity, cluster, signer, bootId, config);
        errands = new Errands(transports);
        handshakes = new Handshakes(
                environment, identity, cluster, errands, bootId, ownRecord.get().serial());
        table = new PeerTable(environment, counters);
        copied = new CopiedIdentity(identity.id(), ownRecord, new VerifiedRecords(environment.clock()));
        records = copied::verify;
        messaging =
                new Messaging(environment, this::self, identity.id(), bootId, table, counters, frameHandlers, faults);
        dialler = new Dialler(environment, transports, this::start, connections::hasRoomForStandby);
        peers = new Peers(environment, table, dialler, handshakes, messaging::session, faults, copied);
        rotations = new Rotations(
                environment, identity.id(), cluster, errands, connections, table, dialler, counters, this::turn);
        admissions.revoked(rotations::isOut);
        administration = new NodeAdministration(environment, identity.id(), cluster, rotations, table, this::self);
        exchange = new PeerExchange(
                environment,
                identity.id(),
                cluster,
                table,
                records,
                counters,
                rotations::isOut,
                connections::hasRoomForStandby);
        links = new Links(
                environment,
                identity.id(),
                counters,
                connections,
                handshakes,
                admissions,
                cluster,
                errands,
                rotations,
                ownRecord,
                peers,
                new PeerRecords(records, environment.clock(), counters, exchange),
                frameHandlers);
        surplus = new SurplusLinks(environment, table, dialler, ownRecord, messaging::asked, counters);
        messaging.needed(peers::needed);
        listeners = new Listeners(transports, transport -> remote -> links.accept(transport, remote), config.listen());
        discoveries = new Discoveries(environment, identity.id(), ownRecord, dialler, transports, table, counters);
        var inside = new NodeForJoining(
                environment,
                cluster,
                ownRecord,
                table,
                errands,
                admissions,
                dialler,
                counters,
                this::change,
                this::renewRecord,
                this::anotherCluster);
        joining = new JoiningService(environment, inside, arrival, records);
        ownRecord.arrival(arrival);
        peers.add((change, peer) -> arrival.notAlone());
        peers.add((change, peer) -> {
            if (change == PeerListener.Change.RECORD) peer.record().ifPresent(exchange::recordCame);
        });
        discoveries.add(exchange, 0);
    }

    private void start(
            Transport transport, org.osier.core.node.rules.DialPlan.Order order, org.osier.transport.Dial dial) {
        links.start(transport, order, dial);
    }

    // --- life

    /**
     * Who wants to know where we listen, at the start and after each change; before {@link #start}. Called on the loop.
     */
    public void onListening(Consumer<List<URI>> onListening) {
        this.onListening = onListening;
    }

    /** Who knows what of the configuration was refused; any thread asks. */
    public void configurationProblems(Supplier<List<String>> problems) {
        configurationProblems = problems;
    }

    /** Begins to listen and to dial. */
    public void start() {
        messaging.ownKeys(handshakes.ownKeys());
        environment.onLoop(() -> {
            apply(config);
            onListening.accept(listeners.open());
            tickLater();
        });
    }

    /** Another configuration counts from now on; nothing that can stay is interrupted. */
    public void configure(NodeConfig config) {
        environment.onLoop(() -> apply(config));
    }

    private void apply(NodeConfig config) {
        boolean renamed = !config.name().equals(this.config.name())
                || config.role() != this.config.role()
                || !config.advertise().equals(this.config.advertise());
        this.config = config;
        connections.limits(config.limits());
        var marks = Surplus.Marks.of(config.limits().all());
        surplus.marks(marks);
        dialler.enough(marks.low());
        peers.paths().prefer(config.preferredSchemes());
        dialler.standby(config.standbyLinks());
        links.quota(config.quota());
        links.doors(config.doors());
        handshakes.connections(config.limits().all());
        admissions.configure(config.allow(), config.open());
        joining.anybody(config.open());
        tellIfOpen();
        if (listeners.wish(config.listen()) || renamed) listeningChanged();
    }

    private void tellIfOpen() {
        if (config.open() && !openTold) {
            log.warn(
                    "{}: OPEN. Whoever reaches this node becomes a member of {} and gets its secret: open = true in"
                            + " etc/org.osier.core.cfg",
                    config.name(),
                    cluster.now().name());
        }
        openTold = config.open();
    }

    /**
     * Another epoch of the cluster, or another cluster, counts from now on: stored first, then told. Links that stand stay
     * in a new epoch; those of another cluster go.
     *
     * @return fails with a {@link HomeException} if it cannot be stored; then the old one goes on counting
     */
    public CompletableFuture<Void> change(Membership next) {
        var done = new CompletableFuture<Void>();
        environment.onLoop(() -> {
            try {
                turn(next);
                done.complete(null);
            } catch (HomeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private void turn(Membership next) throws HomeException {
        boolean same = next.now().idHex().equals(cluster.now().idHex());
        cluster.change(next);
        if (!same) {
            links.closeAll(connections.all(), CloseReason.GOING_AWAY);
            messaging.ownKeys(handshakes.ownKeys());
        }
        renewRecord();
    }

    /** It has joined one: who waits for that is told, and seeds that led nowhere before may lead somewhere now. */
    private void anotherCluster() {
        dialler.anotherCluster();
        onListening.accept(listeners.open());
    }

    private void listeningChanged() {
        renewRecord();
        onListening.accept(listeners.open());
    }

    private void renewRecord() {
        renewRecord(0);
    }

    /** @param above a serial of another node with our key, 0: none */
    private void renewRecord(long above) {
        if (!ownRecord.renew(above, config, listeners.open())) return;
        handshakes.serial(ownRecord.get().serial());
        discoveries.announce(ownRecord.get());
        for (var peer : table.all()) {
            var path = peer.path();
            if (path != null) path.send(org.osier.core.link.rules.FrameType.DISCOVERY, ownRecord.frame());
        }
    }

    private void tickLater() {
        environment.later(this::tick, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        if (stopped) return;
        tickLater(); // first: no bug in what follows stops the deadlines
        long now = environment.nanos().getAsLong();
        links.tick(now, config.handshakeTimeout().toNanos(), config.keepalive());
        peers.tick(now);
        surplus.tick(now);
        dialler.tick();
        discoveries.tick();
        exchange.tick(now);
        rotations.tick(now);
        lastMinute.over(counters.worthALine(), now).ifPresent(line -> log.info("{}: {}", config.name(), line));
        long above = copied.answersAt(now);
        if (listeners.openMissing()) listeningChanged();
        if (above > 0) renewRecord(above);
        else if (ownRecord.due()) renewRecord();
    }

    /**
     * Refuses what is new, waits at most 2 s for what is under way and for discoveries to stop, says RESTARTING to
     * everyone and ends. The loop is not ended.
     *
     * @return done when every connection is gone, at most 2 s after the goodbye unless a transport hangs
     */
    public CompletableFuture<Void> stop() {
        messaging.refuseNew();
        joining.stop();
        var told = discoveries.stop();
        var idle = new CompletableFuture<Void>();
        environment.onLoop(() -> awaitIdle(idle, environment.nanos().getAsLong() + DRAIN_NANOS));
        return CompletableFuture.allOf(idle, told)
                .thenComposeAsync(
                        nothing -> {
                            stopped = true;
                            connections.shut();
                            dialler.stop();
                            listeners.closeAll();
                            links.closeAll(connections.all(), CloseReason.RESTARTING);
                            return connections.gone();
                        },
                        environment::onLoop)
                .thenRun(() -> {
                    for (var peer : table.all()) {
                        var session = peer.session();
                        if (session != null) session.end(Session.End.DROPPED);
                    }
                    messaging.stop();
                });
    }

    private void awaitIdle(CompletableFuture<Void> idle, long deadline) {
        boolean late = environment.nanos().getAsLong() - deadline >= 0;
        if (late
                || table.all().stream()
                        .allMatch(p -> p.session() == null || p.session().idle())) idle.complete(null);
        else environment.later(() -> awaitIdle(idle, deadline), IDLE_CHECK_MS, TimeUnit.MILLISECONDS);
    }

    // --- what comes and goes

    /** A transport came. @param schemes what it carries; @param serviceId the lower serves */
    public void add(Transport transport, Set<String> schemes, long serviceId) {
        var metered = new Metered(transport);
        if (!transports.add(new TransportTable.Entry(metered, schemes, serviceId))) return;
        environment.onLoop(() -> {
            if (listeners.openMissing()) listeningChanged();
            dialler.transportCame(metered);
            discoveries.transportsChanged();
        });
    }

    /**
     * A transport goes, but still works: nothing is dialled through it any more, sessions move to their next link or to a
     * new one, what is on its way is acknowledged, every link says goodbye.
     *
     * @return done when nothing runs over it any more, after 2 s at most: what it cuts after that is empty
     */
    public CompletableFuture<Void> remove(Transport transport) {
        return transports.remove(transport).map(this::drain).orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private CompletableFuture<Void> drain(Transport transport) {
        var told = new CompletableFuture<Void>();
        environment.onLoop(() -> {
            listeners.drop(transport);
            discoveries.transportsChanged();
            if (listeners.openMissing()) listeningChanged(); // another transport for the scheme takes the port over
            links.drain(connections.of(transport)).whenComplete((nothing, e) -> {
                links.closeAll(connections.of(transport), CloseReason.GOING_AWAY); // whoever came meanwhile
                told.complete(null);
            });
        });
        return told.thenCompose(nothing -> connections.gone(transport));
    }

    /** As below, of no service. */
    public void add(Discovery discovery) {
        add(discovery, 0);
    }

    /** A discovery came: it is started soon. @param serviceId of its service */
    public void add(Discovery discovery, long serviceId) {
        discoveries.add(discovery, serviceId);
    }

    /**
     * A discovery goes: what it found is forgotten, the links that came of it stay.
     *
     * @return done when it has stopped, after 2 s at most
     */
    public CompletableFuture<Void> remove(Discovery discovery) {
        return discoveries.remove(discovery);
    }

    public void set(Inbox inbox) {
        messaging.inbox(inbox);
    }

    public void unset(Inbox inbox) {
        messaging.noInbox(inbox);
    }

    public void add(Admission admission, int ranking) {
        admissions.add(admission, ranking);
    }

    public void remove(Admission admission) {
        admissions.remove(admission);
    }

    public void add(FrameHandler handler, int ranking) {
        frameHandlers.add(handler, ranking);
    }

    public void remove(FrameHandler handler) {
        frameHandlers.remove(handler);
    }

    public void add(PeerListener listener) {
        peers.add(listener);
    }

    public void remove(PeerListener listener) {
        peers.remove(listener);
    }

    // --- what it holds, for tests of its bounds

    PeerTable table() {
        return table;
    }

    Counters counters() {
        return counters;
    }

    Connections connections() {
        return connections;
    }

    // --- what it gives

    public Mesh mesh() {
        return messaging.mesh(
                address -> dialled(() -> dialler.connect(address)),
                address -> dialled(() -> dialler.visit(address)),
                this::candidates);
    }

    public Frames frames() {
        return messaging.frames();
    }

    public PacketAuth packetAuth() {
        return messaging.packetAuth();
    }

    /** Keys of the cluster secret of now. */
    public ClusterKeys clusterKeys() {
        return new MemberKeys(cluster);
    }

    public Records records() {
        return records;
    }

    public Administration administration() {
        return administration;
    }

    /** How nodes get in, and how this one does. */
    public Joining joining() {
        return joining;
    }

    public NodeId id() {
        return identity.id();
    }

    /** Where it really listens. */
    public List<URI> listening() {
        return listeners.open();
    }

    /** Everything wished for either listens or has a reason why it does not. */
    public List<String> notListening() {
        return listeners.closed();
    }

    private SelfView self() {
        return new SelfView(
                identity.id(),
                config.name(),
                ownRecord.get(),
                cluster.now().name(),
                cluster.now().idHex(),
                cluster.now().epoch(),
                firstStart,
                listeners.open(),
                listeners.closed(),
                configurationProblems.get(),
                dialler.unanswered(),
                transports.status(this::links),
                discoveries.status(),
                started,
                counters.all(),
                copied.seen());
    }

    private int links(Transport transport) {
        return (int) connections.of(transport).stream()
                .map(LinkReceiver::link)
                .filter(link -> link != null && link.carriedBothWays())
                .count();
    }

    private CompletableFuture<List<CandidateStatus>> candidates() {
        var answer = new CompletableFuture<List<CandidateStatus>>();
        environment.onLoop(() -> answer.complete(discoveries.candidates()));
        return answer;
    }

    private CompletableFuture<NodeId> dialled(Supplier<CompletionStage<NodeId>> dial) {
        var answer = new CompletableFuture<NodeId>();
        environment.onLoop(() -> dial.get().whenComplete((id, e) -> {
            if (e == null) answer.complete(id);
            else answer.completeExceptionally(e);
        }));
        return answer;
    }
}
