package org.osier.core.node.rules;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.mesh.CandidateStatus;
import org.osier.node.NodeId;

/**
 * Whom to dial and when. A job is a wish to have a link: to an address (a seed) or to a node at its addresses. Jobs are
 * idempotent: wishing twice changes nothing, a linked node is not dialled, and one node has one dial under way. After a
 * failure the next address is tried; when, the {@link Redial} decides. Of those that nobody proved {@value #MAX_RUMOURS}
 * are dialled at once, discoveries in turn, so that none can keep the finds of another waiting. One thread at a time.
 */
public final class DialPlan {
    /** Jobs at most; further wishes are refused. */
    public static final int MAX_JOBS = 4_096;

    /** Dials under way to whom nobody proved: a crowd of invented nodes leaves places for connections. Our choice. */
    public static final int MAX_RUMOURS = 32;

    /** The lane of a job that needs no share of that. */
    public static final int OWN_LANE = -1;

    /**
     * A link that stood for less counts as a dial that failed: whoever lets go at once would be dialled without a
     * pause. Our choice.
     */
    static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A dial to make now. @param expected who must answer, if that is known */
    public record Order(String job, URI address, Optional<NodeId> expected) {}

    /** Why a node that is not linked is dialled. */
    private enum Sake {
        /** It was found: while there are not enough links. */
        FOUND,
        /** It was linked, or somebody sends to it: always. */
        MISSED,
        /** It was one too many, for us or for itself: while there are few links. */
        SPARED
    }

    private static final class Job {
        private final String name;
        private final @Nullable NodeId expected;
        private List<URI> addresses;
        private @Nullable NodeId answered; // who was there last time
        private int next;
        private Patience patience = new Patience();
        private long due;
        private boolean dialling;
        private boolean asked; // somebody waits for how it ends
        private int lane = OWN_LANE;
        private Sake sake = Sake.FOUND;
        private @Nullable DialResult last; // of its dials, the failed ones

        Job(String name, @Nullable NodeId expected, List<URI> addresses, long due) {
            this.name = name;
            this.expected = expected;
            this.addresses = addresses;
            this.due = due;
        }

        @Nullable
        NodeId node() {
            return expected != null ? expected : answered;
        }

        boolean isRumour() {
            return lane >= 0;
        }
    }

    /** Whom the dials under way may be about to reach: one link with each is enough. */
    private static final class UnderWay {
        private final Set<NodeId> nodes = new HashSet<>();
        private final Set<URI> addresses = new HashSet<>();
        private final Set<URI> anybody = new HashSet<>(); // those of them where we do not know who is there
        private int rumours;

        void add(Job job) {
            if (job.isRumour()) rumours++;
            if (job.node() != null) nodes.add(job.node());
            if (job.addresses.isEmpty()) return; // it was dialled before it lost them
            var address = job.addresses.get(job.next);
            addresses.add(address);
            if (job.node() == null) anybody.add(address);
        }

        boolean mayReach(Job job) {
            if (job.node() != null && nodes.contains(job.node())) return true;
            return !job.asked
                    && job.addresses.stream().anyMatch(job.node() == null ? addresses::contains : anybody::contains);
        }

        boolean hasRoom(Job job) {
            return !job.isRumour() || rumours < MAX_RUMOURS;
        }
    }

    private final RandomGenerator random;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<NodeId, Long> linked = new HashMap<>(); // since when
    private final Set<NodeId> leaving = new HashSet<>(); // linked ones whose links are about to go
    private final Map<NodeId, Integer> doubted = new HashMap<>(); // linked ones said to have restarted; dials left
    private final AddressMemory memory = new AddressMemory();
    private int enough = Integer.MAX_VALUE;

    public DialPlan(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Wishes for a link.
     *
     * @param name of the job; a job of this name gets the new addresses and keeps its back-off unless they differ
     * @param expected who must answer; null: whoever is there
     * @return false if there are too many jobs
     */
    public boolean wish(String name, @Nullable NodeId expected, List<URI> addresses, long now) {
        var job = jobs.get(name);
        if (job == null) {
            if (jobs.size() >= MAX_JOBS) return false;
            job = new Job(name, expected, List.copyOf(addresses), now);
            if (addresses.size() == 1) job.answered = memory.who(addresses.get(0));
            jobs.put(name, job);
        } else if (!job.addresses.equals(addresses)) {
            job.addresses = List.copyOf(addresses);
            job.next = 0;
            job.patience = new Patience();
            job.due = now;
        }
        return true;
    }

    /**
     * Wishes for one dial to this address, whatever is known of it and whoever else dials it: somebody waits.
     *
     * @return false if there are too many jobs
     */
    public boolean ask(String name, URI address, long now) {
        memory.forget(address);
        if (!wish(name, null, List.of(address), now)) return false;
        jobs.get(name).asked = true;
        return true;
    }

    /** With so many linked nodes nobody is dialled only because he was found; an address that somebody names always is. */
    public void enough(int links) {
        enough = links;
    }

    /** Of which discovery's share of dials this job takes; {@link #OWN_LANE}: of none, we know it ourselves. */
    public void lane(String name, int lane) {
        var job = jobs.get(name);
        if (job != null) job.lane = lane;
    }

    /** Wishes no more. A dial under way is not given up. */
    public void forget(String name) {
        jobs.remove(name);
    }

    /** The names of all jobs. */
    public Set<String> jobs() {
        return Set.copyOf(jobs.keySet());
    }

    /** What to dial now. @param reachable whether a transport carries this scheme */
    public List<Order> due(long now, Predicate<String> reachable) {
        var underWay = underWay();
        var orders = new ArrayList<Order>();
        for (var job : inTurn(now)) {
            if (!mayDial(job, underWay)) continue;
            var address = reachable(job, a -> reachable.test(a.getScheme()) && !isOurs(a, now));
            if (address.isEmpty()) continue;
            job.dialling = true;
            underWay.add(job);
            orders.add(new Order(job.name, address.get(), Optional.ofNullable(job.expected)));
        }
        return orders;
    }

    /** Those whose time has come: first whom we know, then the discoveries in turn, each with who waited longest. */
    private List<Job> inTurn(long now) {
        var all = new ArrayList<Job>();
        var lanes = new TreeMap<Integer, ArrayDeque<Job>>();
        jobs.values().stream()
                .filter(job -> now - job.due >= 0)
                .sorted((a, b) -> Long.signum(a.due - b.due)) // stable; a nanosecond clock may turn over
                .forEach(job ->
                        lanes.computeIfAbsent(job.lane, l -> new ArrayDeque<>()).add(job));
        var known = lanes.remove(OWN_LANE);
        if (known != null) all.addAll(known);
        while (!lanes.isEmpty()) {
            for (var lane : lanes.values()) all.add(lane.remove());
            lanes.values().removeIf(ArrayDeque::isEmpty);
        }
        return all;
    }

    /** When {@link #due} can have something again; empty if only an event can change that. */
    public Optional<Long> nextDue(Predicate<String> reachable) {
        var underWay = underWay();
        return jobs.values().stream()
                .filter(job -> mayDial(job, underWay))
                .flatMap(job -> job.addresses.stream()
                        .filter(a -> reachable.test(a.getScheme()))
                        .map(a -> memory.oursUntil(a)
                                .filter(until -> until - job.due > 0)
                                .orElse(job.due)))
                .reduce((a, b) -> a - b < 0 ? a : b);
    }

    private UnderWay underWay() {
        var underWay = new UnderWay();
        for (var job : jobs.values()) if (job.dialling) underWay.add(job);
        return underWay;
    }

    private boolean mayDial(Job job, UnderWay underWay) {
        if (job.dialling) return false;
        var node = job.node();
        if (node != null && isLinked(node) || !isWanted(job, underWay)) return false;
        return underWay.hasRoom(job) && !underWay.mayReach(job);
    }

    private boolean isWanted(Job job, UnderWay underWay) {
        var node = job.node();
        if (job.asked || node == null || linked.containsKey(node)) return true;
        int links = linked.size() + underWay.nodes.size();
        return switch (job.sake) {
            case FOUND -> job.expected == null || links < enough;
            case MISSED -> true;
            case SPARED -> links < Surplus.FEW;
        };
    }

    private boolean isLinked(NodeId node) {
        return linked.containsKey(node) && !leaving.contains(node) && !doubted.containsKey(node);
    }

    private boolean isOurs(URI address, long now) {
        return memory.oursUntil(address).filter(until -> now - until < 0).isPresent();
    }

    private static Optional<URI> reachable(Job job, Predicate<URI> reachable) {
        int size = job.addresses.size();
        for (int i = 0; i < size; i++) {
            int at = (job.next + i) % size;
            if (reachable.test(job.addresses.get(at))) {
                job.next = at;
                return Optional.of(job.addresses.get(at));
            }
        }
        return Optional.empty();
    }

    /** A dial failed. @param now the pause counts from here */
    public void failed(String name, DialResult result, Redial redial, long now) {
        var job = jobs.get(name);
        if (job == null) return;
        job.dialling = false;
        job.last = result;
        var node = job.node();
        if (node != null) doubted.computeIfPresent(node, (n, left) -> left > 1 ? left - 1 : null);
        if (job.sake == Sake.SPARED) job.sake = Sake.MISSED; // it is not only spare, it is gone
        int size = job.addresses.size();
        if (size > 0) job.next = (job.next + 1) % size;
        job.due = now + job.patience.dialFailed(redial, size, now, random);
        if (redial == Redial.LONG) postpone(job.node(), job.due);
    }

    /** The node itself said no: it will not say yes at another of its addresses. */
    private void postpone(@Nullable NodeId node, long until) {
        if (node == null) return;
        for (var job : jobs.values()) if (node.equals(job.node()) && until - job.due > 0) job.due = until;
    }

    /**
     * Something new is known of this node, for example a new record: it is dialled now, whatever the pause. Its pauses
     * go on growing if that is of no use either.
     */
    public void evidence(NodeId node, long now) {
        for (var job : jobs.values()) if (node.equals(job.node())) job.due = now;
    }

    /** A discovery names this node anew: that it was one too many once does not count any more. */
    public void foundAnew(NodeId node) {
        for (var job : jobs.values()) if (node.equals(job.node()) && job.sake == Sake.SPARED) job.sake = Sake.FOUND;
    }

    /** Somebody sends to this node: it is dialled now, however many links there are. */
    public void needed(NodeId node, long now) {
        for (var job : jobs.values()) if (node.equals(job.node())) job.sake = Sake.MISSED;
        evidence(node, now);
    }

    /** Whether it is at an address that somebody wishes to be dialled, whoever is there: a seed. */
    public boolean isSeed(NodeId node) {
        return jobs.values().stream().anyMatch(job -> job.expected == null && node.equals(job.answered));
    }

    /**
     * This node is said to run since another start than the one we know: it is dialled at once, whatever the pause. If it is
     * linked it is dialled all the same, for the process behind that link may have ended unseen; but each of its addresses
     * once, as what is said may be a lie.
     *
     * @param there where that start is said to be: there first
     */
    public void restarted(NodeId node, List<URI> there, long now) {
        int addresses = 0;
        for (var job : jobs.values()) {
            if (!node.equals(job.node())) continue;
            job.due = now;
            addresses += job.addresses.size();
            job.next = Math.max(0, there.isEmpty() ? 0 : job.addresses.indexOf(there.get(0)));
        }
        if (linked.containsKey(node) && addresses > 0) doubted.put(node, addresses);
    }

    /** Who is dialled by this job, if that is known: whoever was asked for, or was there last time. */
    public Optional<NodeId> node(String name) {
        return Optional.ofNullable(jobs.get(name)).map(Job::node);
    }

    /** A dial reached this node; the link is being made: {@link #linked} or {@link #failed} follows. */
    public void answered(String name, URI address, NodeId node, long now) {
        memory.answered(address, node, now);
        var job = jobs.get(name);
        if (job != null) job.answered = node;
    }

    /** This address leads to ourselves: no job dials it for an hour, and the one that did goes on with its next. */
    public void ours(String name, URI address, long now) {
        memory.ours(address, now);
        var job = jobs.get(name);
        if (job != null) job.dialling = false;
    }

    /** Somebody wants to know: what an address led to is not held against it. */
    public void forgetAddress(URI address) {
        memory.forget(address);
    }

    /** A link to this node stands. */
    public void linked(NodeId node, long now) {
        linked.putIfAbsent(node, now);
        leaving.remove(node);
        doubted.remove(node);
        for (var job : jobs.values()) {
            if (!Objects.equals(job.node(), node)) continue;
            job.dialling = false;
            job.last = null;
        }
    }

    /**
     * All links to this node are about to go: it is dialled although it is linked, until another one stands.
     *
     * @return whether it has an address that can be dialled
     */
    public boolean leaving(NodeId node, Predicate<String> reachable, long now) {
        var can = jobs.values().stream()
                .filter(job -> node.equals(job.node()))
                .flatMap(job -> job.addresses.stream())
                .anyMatch(address -> reachable.test(address.getScheme()));
        if (!can || !linked.containsKey(node)) return can;
        leaving.add(node);
        evidence(node, now);
        return true;
    }

    /** What carried this scheme is not there for the moment: the next dial goes to an address of another, if there is one. */
    public void elsewhere(NodeId node, String scheme, Predicate<String> reachable) {
        for (var job : jobs.values()) {
            if (!node.equals(job.node())) continue;
            for (int i = 0; i < job.addresses.size(); i++) {
                int at = (job.next + i) % job.addresses.size();
                var other = job.addresses.get(at).getScheme();
                if (other.equals(scheme) || !reachable.test(other)) continue;
                job.next = at;
                break;
            }
        }
    }

    /** No link to this node is left. @param redial what its end tells */
    public void unlinked(NodeId node, Redial redial, long now) {
        var since = linked.remove(node);
        leaving.remove(node);
        doubted.remove(node);
        boolean steady = since != null && now - since >= STEADY_NANOS;
        for (var job : jobs.values()) {
            if (!Objects.equals(job.node(), node)) continue;
            job.sake = redial == Redial.WHEN_NEEDED ? Sake.SPARED : Sake.MISSED;
            job.due = now + job.patience.linkLost(redial, steady, now, random);
        }
    }

    /** A transport came: what it can carry is tried at once, whatever the pause. */
    public void transportCame(Predicate<String> reachable, long now) {
        for (var job : jobs.values()) {
            if (job.addresses.stream().anyMatch(a -> reachable.test(a.getScheme()))) job.due = now;
        }
    }

    // --- for people

    /**
     * Why a job is not dialled now.
     *
     * @param pause nanoseconds that it still waits, 0: for something else than time
     */
    public record Reason(CandidateStatus.Why why, long pause) {}

    /** By the name of a job: why it is not dialled now; empty: there is no such job. Counts as long as nothing happens. */
    public Function<String, Optional<Reason>> reasons(Predicate<String> reachable, long now) {
        var underWay = underWay();
        return name -> Optional.ofNullable(jobs.get(name)).map(job -> reason(job, underWay, reachable, now));
    }

    private Reason reason(Job job, UnderWay underWay, Predicate<String> reachable, long now) {
        var node = job.node();
        if (job.dialling) return new Reason(CandidateStatus.Why.DIALLING, 0);
        if (node != null && isLinked(node)) return new Reason(CandidateStatus.Why.LINKED, 0);
        var ours = job.addresses.stream().map(memory::oursUntil).toList();
        if (ours.stream().allMatch(until -> until.filter(u -> now - u < 0).isPresent()))
            return new Reason(CandidateStatus.Why.OURSELVES, 0);
        if (job.addresses.stream().noneMatch(a -> reachable.test(a.getScheme())))
            return new Reason(CandidateStatus.Why.NO_TRANSPORT, 0);
        if (!isWanted(job, underWay)) return new Reason(CandidateStatus.Why.ENOUGH, 0);
        if (job.due - now > 0) return new Reason(paused(job.last), job.due - now);
        if (underWay.mayReach(job)) return new Reason(CandidateStatus.Why.DIALLING, 0); // by another job
        return new Reason(underWay.hasRoom(job) ? CandidateStatus.Why.DUE : CandidateStatus.Why.BUDGET, 0);
    }

    private static CandidateStatus.Why paused(@Nullable DialResult last) {
        return last == DialResult.KEY_MISMATCH
                ? CandidateStatus.Why.KEY_MISMATCH
                : last == DialResult.NOT_ADMITTED ? CandidateStatus.Why.NOT_ADMITTED : CandidateStatus.Why.PAUSE;
    }
}
