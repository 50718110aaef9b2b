package org.osier.core.node.rules;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/**
 * Whom to dial and when. A job is a wish to have a link: to an address (a seed) or to a node at its addresses. Jobs are
 * idempotent: wishing twice changes nothing, a linked node is not dialled, and one node has one dial under way. After a
 * failure the next address is tried; when, the {@link Redial} decides. One thread at a time.
 */
public final class DialPlan {
    /** Jobs at most; further wishes are refused. */
    public static final int MAX_JOBS = 4_096;

    /**
     * A link that stood for less counts as a dial that failed: whoever lets go at once would be dialled without a
     * pause. Our choice.
     */
    static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A dial to make now. @param expected who must answer, if that is known */
    public record Order(String job, URI address, Optional<NodeId> expected) {}

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
    }

    /** Whom the dials under way may be about to reach: one link with each is enough. */
    private static final class UnderWay {
        private final Set<NodeId> nodes = new HashSet<>();
        private final Set<URI> addresses = new HashSet<>();
        private final Set<URI> anybody = new HashSet<>(); // those of them where we do not know who is there

        void add(Job job) {
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
    }

    private final RandomGenerator random;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Map<NodeId, Long> linked = new HashMap<>(); // since when
    private final Set<NodeId> leaving = new HashSet<>(); // linked ones whose links are about to go
    private final AddressMemory memory = new AddressMemory();

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
        for (var job : jobs.values()) {
            if (now - job.due < 0 || !mayDial(job, underWay)) continue;
            var address = reachable(job, a -> reachable.test(a.getScheme()) && !isOurs(a, now));
            if (address.isEmpty()) continue;
            job.dialling = true;
            underWay.add(job);
            orders.add(new Order(job.name, address.get(), Optional.ofNullable(job.expected)));
        }
        return orders;
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
        boolean isLinked = node != null && linked.containsKey(node) && !leaving.contains(node);
        return !isLinked && !underWay.mayReach(job);
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
    public void failed(String name, Redial redial, long now) {
        var job = jobs.get(name);
        if (job == null) return;
        job.dialling = false;
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
        for (var job : jobs.values()) if (Objects.equals(job.node(), node)) job.dialling = false;
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
        boolean steady = since != null && now - since >= STEADY_NANOS;
        for (var job : jobs.values()) {
            if (Objects.equals(job.node(), node)) job.due = now + job.patience.linkLost(redial, steady, now, random);
        }
    }

    /** A transport came: what it can carry is tried at once, whatever the pause. */
    public void transportCame(Predicate<String> reachable, long now) {
        for (var job : jobs.values()) {
            if (job.addresses.stream().anyMatch(a -> reachable.test(a.getScheme()))) job.due = now;
        }
    }
}
