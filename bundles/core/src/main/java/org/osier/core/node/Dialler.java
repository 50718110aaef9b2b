package org.osier.core.node;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osier.core.node.rules.AttemptHistory;
import org.osier.core.node.rules.CandidateBook;
import org.osier.core.node.rules.DialPlan;
import org.osier.core.node.rules.DialResult;
import org.osier.core.node.rules.Ending;
import org.osier.core.node.rules.Explained;
import org.osier.core.node.rules.Redial;
import org.osier.core.node.rules.StandbyPlan;
import org.osier.mesh.Attempt;
import org.osier.mesh.MeshException;
import org.osier.node.NodeId;
import org.osier.transport.Dial;
import org.osier.transport.Transport;

/** The hands of the {@link DialPlan}: makes the dials that it orders, when it orders them. The loop's alone. */
final class Dialler {
    /** Begins one dial; tells {@link Dialler#proved} or {@link Dialler#failed} later, on the loop. */
    interface Starter {
        void start(Transport transport, DialPlan.Order order, Dial dial);
    }

    /** Who wants to know what dials and links taught of those whom discoveries found. On the loop. */
    interface Watcher {
        /** This node proved itself at this address. */
        void proved(URI address, NodeId node);

        /** A dial came to nothing. @param node who was asked for, or was there last time */
        void failed(URI address, Optional<NodeId> node);

        /** A link with this node stands. */
        void linked(NodeId node);

        /** None does any more. */
        void unlinked(NodeId node);
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final String CONNECT = "connect ";
    private static final String VISIT = "visit ";
    private static final int MAX_ASKED = 1_024;
    private static final long SHORTEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Environment environment;
    private final TransportTable transports;
    private final Starter starter;
    private final DialPlan plan;
    private final StandbyPlan standby;
    private final BooleanSupplier hasRoom;
    private final AttemptHistory unanswered = new AttemptHistory();
    private volatile List<Attempt> published = List.of(); // what unanswered holds, for any thread
    private final Map<String, CompletableFuture<NodeId>> asked = new LinkedHashMap<>(); // connect(): by job
    private final Set<String> renewing = new HashSet<>(); // jobs of again(): one for each link at most
    private final Map<NodeId, List<URI>> recorded = new HashMap<>(); // what records say, bounded by the jobs
    private CandidateBook.Wishes found = CandidateBook.Wishes.NONE; // what discoveries say
    private @Nullable Watcher watcher;
    private @Nullable Future<?> timer;
    private int standbyLinks;
    private boolean stopped;

    /** @param hasRoom whether there are places for links that only stand by */
    Dialler(Environment environment, TransportTable transports, Starter starter, BooleanSupplier hasRoom) {
        this.environment = environment;
        this.transports = transports;
        this.starter = starter;
        this.hasRoom = hasRoom;
        this.plan = new DialPlan(environment.random());
        this.standby = new StandbyPlan(environment.random());
    }

    /** Before the node starts. */
    void watcher(Watcher watcher) {
        this.watcher = watcher;
    }

    /** What all discoveries together say; what they do not say any more is not dialled for them any more. */
    void found(CandidateBook.Wishes wishes) {
        var before = found;
        found = wishes;
        for (var old : before.addresses()) if (!wishes.addresses().contains(old)) forget(seed(old));
        for (var address : wishes.addresses()) {
            plan.wish(seed(address), null, List.of(address), now());
            plan.lane(seed(address), lane(address));
        }
        for (var old : before.nodes().keySet()) if (!wishes.nodes().containsKey(old)) wishPeer(old);
        for (var id : wishes.nodes().keySet()) {
            wishPeer(id);
            if (!before.nodes().containsKey(id)) plan.foundAnew(id);
        }
        run();
    }

    private int lane(Object who) {
        return found.lanes().getOrDefault(who, DialPlan.OWN_LANE);
    }

    private static String seed(URI address) {
        return "seed " + address;
    }

    private static String peer(NodeId id) {
        return "peer " + id;
    }

    /** These nodes are said to run since another start than the one that we know. */
    void restarted(List<NodeId> nodes) {
        for (var id : nodes) plan.restarted(id, found.nodes().getOrDefault(id, List.of()), now());
        run();
    }

    /** This node says, in a new record, that it can be dialled there; empty: it cannot. */
    void peer(NodeId id, List<URI> addresses) {
        if (addresses.isEmpty()) recorded.remove(id);
        else recorded.put(id, addresses);
        wishPeer(id);
        plan.evidence(id, now());
        standby.lookAgain(id::equals, now());
        run();
    }

    /** Who is there was proved, and why it is of use to dial it again now. */
    void evidence(URI address, NodeId id) {
        plan.answered(seed(address), address, id, now());
        if (watcher != null) watcher.proved(address, id);
        evidence(id);
    }

    /** It is of use to dial this node now. */
    void evidence(NodeId id) {
        plan.evidence(id, now());
        run();
    }

    /** Somebody sends to this node: it is dialled however many links there are. */
    void needed(NodeId id) {
        plan.needed(id, now());
        run();
    }

    /** With so many linked nodes nobody is dialled only because he was found. */
    void enough(int links) {
        plan.enough(links);
        run();
    }

    /** Whether it has an address that a transport here carries. */
    boolean canDial(NodeId id) {
        return addresses(id).stream().anyMatch(address -> transports.carries(address.getScheme()));
    }

    /** Whether somebody wishes, by its address, that it is dialled. */
    boolean isSeed(NodeId id) {
        return plan.isSeed(id);
    }

    /** The record of this node has expired: its addresses are not dialled any more. */
    void expired(NodeId id) {
        if (recorded.remove(id) != null) wishPeer(id);
    }

    /** What a node says of itself comes first, then what others say of it. */
    private void wishPeer(NodeId id) {
        var addresses = addresses(id);
        if (addresses.isEmpty()) forget(peer(id));
        else if (!plan.wish(peer(id), id, addresses, now())) recorded.remove(id);
        else plan.lane(peer(id), recorded.containsKey(id) ? DialPlan.OWN_LANE : lane(id));
    }

    private List<URI> addresses(NodeId id) {
        var addresses = new LinkedHashSet<>(recorded.getOrDefault(id, List.of()));
        addresses.addAll(found.nodes().getOrDefault(id, List.of()));
        return List.copyOf(addresses);
    }

    /** Dials once, for whoever asks and wishes that the link stays. */
    CompletionStage<NodeId> connect(URI address) {
        return ask(CONNECT, address);
    }

    /** Dials once, for whoever has a few words to say. */
    CompletionStage<NodeId> visit(URI address) {
        return ask(VISIT, address);
    }

    /** Whether a link that this job dialled was asked for, to stay. */
    static boolean isWished(Optional<String> job) {
        return job.filter(name -> name.startsWith(CONNECT)).isPresent();
    }

    /** Whether a link that this job dialled was asked for, for a few words. */
    static boolean isVisit(Optional<String> job) {
        return job.filter(name -> name.startsWith(VISIT)).isPresent();
    }

    private CompletionStage<NodeId> ask(String kind, URI address) {
        if (stopped) return CompletableFuture.failedFuture(stopping());
        var job = kind + address;
        var waiting = asked.get(job);
        if (waiting != null) return waiting;
        var answer = new CompletableFuture<NodeId>();
        if (!transports.carries(address.getScheme())) {
            return CompletableFuture.failedFuture(unreachable(112, address + ": no transport for this scheme"));
        }
        if (asked.size() >= MAX_ASKED || !plan.ask(job, address, now())) {
            var message = "too many dials are wished already, try later";
            return CompletableFuture.failedFuture(new MeshException(MeshException.Kind.OVERLOADED, message));
        }
        asked.put(job, answer);
        run();
        return answer;
    }

    /** Dials this node again although it is linked: the old link has reached its age. */
    void again(NodeId id, URI address) {
        var job = "again " + id;
        if (!stopped && renewing.add(job) && !start(new DialPlan.Order(job, address, Optional.of(id))))
            renewing.remove(job);
    }

    /** Makes every dial that is due, and comes back when the next one is. */
    void run() {
        if (stopped) return;
        for (var order : plan.due(now(), transports::carries)) {
            if (!start(order)) environment.onLoop(() -> noTransport(order)); // it has just gone
        }
        if (timer != null) timer.cancel(false);
        timer = plan.nextDue(transports::carries)
                .map(due -> Math.max(due - now(), SHORTEST_WAIT_NANOS))
                .map(wait -> environment.loop().schedule(this::run, wait, TimeUnit.NANOSECONDS))
                .orElse(null);
    }

    private boolean start(DialPlan.Order order) {
        var transport = transports.forScheme(order.address().getScheme());
        if (transport.isEmpty()) return false;
        starter.start(transport.get(), order, new Dial() {
            @Override
            public Duration timeout() {
                return CONNECT_TIMEOUT;
            }

            @Override
            public Optional<String> expected() {
                return order.expected().map(NodeId::toString);
            }
        });
        return true;
    }

    private void noTransport(DialPlan.Order order) {
        var explained = Explained.of(Attempt.Stage.CONNECT, new Ending.NoTransport());
        var now = environment.clock().instant();
        var attempt = DialAttempt.failed(now, order.address(), Attempt.Stage.CONNECT, explained);
        failed(order.job(), attempt, DialResult.NETWORK, explained.redial());
    }

    /** Who is dialled by this job, if that is known. */
    Optional<NodeId> node(String job) {
        return plan.node(job).or(() -> standby.node(job));
    }

    /** The dial of this job reached this node. @return what became of earlier ones, while nobody knew who is there */
    List<Attempt> proved(String job, URI address, NodeId node) {
        plan.answered(job, address, node, now());
        plan.answered(seed(address), address, node, now()); // if another job for this address found out
        if (watcher != null) watcher.proved(address, node);
        return AttemptHistory.last(taken(seed(address)), taken(job));
    }

    /** The dial of this job came to nothing. */
    void failed(String job, Attempt attempt, DialResult result, Redial redial) {
        if (renewing.remove(job)) return;
        plan.failed(job, result, redial, now());
        if (watcher != null) watcher.failed(attempt.address(), plan.node(job));
        standby.failed(job, redial, now());
        var answer = asked.remove(job);
        if (answer != null) {
            forget(job);
            var why = attempt.address() + ": " + attempt.cause() + "; " + attempt.hint();
            answer.completeExceptionally(unreachable(attempt.code(), why));
        } else if (plan.jobs().contains(job) && plan.node(job).isEmpty()) {
            unanswered.add(job, attempt);
            published = unanswered.all();
        }
        run();
    }

    /** The address leads to ourselves. */
    void ours(String job, URI address) {
        plan.ours(job, address, now());
        if (watcher != null) watcher.failed(address, plan.node(job));
        standby.failed(job, Redial.LONG, now());
        taken(job); // nothing is wrong: many a list of seeds names its reader too
        var answer = asked.remove(job);
        if (answer != null) {
            forget(job);
            answer.completeExceptionally(unreachable(133, address + ": that is this node itself"));
        }
        run();
    }

    /** A link to this node stands; the job that dialled it, if one did. */
    void linked(NodeId node, Optional<String> job) {
        plan.linked(node, now());
        if (watcher != null) watcher.linked(node);
        job.map(asked::remove).ifPresent(answer -> answer.complete(node));
        if (isWished(job) || isVisit(job)) job.ifPresent(this::forget);
        job.ifPresent(renewing::remove);
        run(); // whoever waited for the end of this dial
    }

    /** The last link to this node is gone. */
    void unlinked(NodeId node, Redial redial, String scheme) {
        if (redial == Redial.AT_ONCE) plan.elsewhere(node, scheme, transports::carries);
        plan.unlinked(node, redial, now());
        if (watcher != null) watcher.unlinked(node);
        run();
    }

    // --- links that stand by

    /** How many links stand by for a peer, if there are transports and addresses for them. */
    void standby(int links) {
        standbyLinks = links;
    }

    /** The links with this node that will stay. @param schemes theirs; @param byUs we dialled one of them */
    void paths(NodeId node, Set<String> schemes, boolean byUs) {
        standby.linked(node, schemes, byUs, now());
    }

    /** A link with this node is gone, others stand. */
    void standbyLost(NodeId node, Redial redial) {
        standby.lost(node, redial, now());
    }

    /** What time asks for. */
    void tick() {
        if (stopped || standbyLinks == 0 || !hasRoom.getAsBoolean()) return;
        for (var order : standby.due(now(), standbyLinks, this::addresses, transports::carries)) {
            if (!start(order)) standby.failed(order.job(), Redial.BACK_OFF, now());
        }
    }

    /**
     * All links with this node are about to go: it is dialled although it is linked.
     *
     * @return whether it can be
     */
    boolean leaving(NodeId node) {
        if (stopped || !plan.leaving(node, transports::carries, now())) return false;
        run();
        return true;
    }

    /** This node belongs to another cluster now: what an address led to before is not held against it. */
    void anotherCluster() {
        plan.transportCame(transports::carries, now());
        run();
    }

    void transportCame(Transport transport) {
        plan.transportCame(scheme -> transports.forScheme(scheme).orElse(null) == transport, now());
        standby.lookAgain(id -> true, now());
        run();
    }

    /**
     * Why what discoveries found is not dialled now, by the node or, while nobody knows who is there, by the address; empty:
     * it is not wished.
     */
    Function<Object, Optional<DialPlan.Reason>> reasons() {
        var byJob = plan.reasons(transports::carries, now());
        return who -> byJob.apply(who instanceof NodeId id ? peer(id) : "seed " + who);
    }

    /** Dials that are wished and at whose addresses nobody has proved who he is. Any thread. */
    List<Attempt> unanswered() {
        return published;
    }

    /** Nothing is dialled any more, whatever is lost from now on. */
    void stop() {
        stopped = true;
        if (timer != null) timer.cancel(false);
        asked.values().forEach(answer -> answer.completeExceptionally(stopping()));
        asked.clear();
    }

    private static MeshException stopping() {
        return new MeshException(MeshException.Kind.OVERLOADED, "this node is stopping");
    }

    private void forget(String job) {
        plan.forget(job);
        taken(job);
    }

    private List<Attempt> taken(String job) {
        var taken = unanswered.take(job);
        if (!taken.isEmpty()) published = unanswered.all();
        return taken;
    }

    private long now() {
        return environment.nanos().getAsLong();
    }

    private static MeshException unreachable(int code, String message) {
        return new MeshException(MeshException.Kind.UNREACHABLE, code, message, null);
    }
}
