package org.osier.core.node.rules;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.osier.node.NodeId;

/**
 * Which linked nodes to dial once more, over a scheme that none of their links has, so that a link stands by when the one
 * that carries goes. Whoever dialled what carries begins; the other end only if nothing came of that. It is never urgent:
 * few dials at a time, and pauses that grow to ten minutes. One thread at a time.
 */
public final class StandbyPlan {
    /** Dials that one call of {@link #due} orders at most: handshakes of a thousand nodes must not come at once. */
    static final int MOST_AT_ONCE = 4;
    /** Whoever dialled what carries waits so long, so that records are there. Our choice. */
    static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The other end waits for that. Our choice. */
    static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Nothing can be dialled: when to look again. Our choice. */
    private static final long NOTHING_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Failures after which pauses are counted in minutes. Our choice. */
    private static final int QUICK_FAILURES = 3;

    private static final class Node {
        private final NodeId id;
        private Set<String> schemes;
        private long due;
        private int next;
        private int failures;
        private boolean dialling;
        private boolean nothing; // could be dialled when it was looked at
        private final long patience; // before its first dial

        Node(NodeId id, Set<String> schemes, long patience, long now) {
            this.id = id;
            this.schemes = schemes;
            this.patience = patience;
            this.due = now + patience;
        }
    }

    private final RandomGenerator random;
    private final Map<String, Node> nodes = new LinkedHashMap<>(); // by job; those that are linked

    public StandbyPlan(RandomGenerator random) {
        this.random = random;
    }

    /** The job of a node. */
    public static String job(NodeId node) {
        return "standby " + node;
    }

    /** Links with this node have come or gone. @param schemes of those that stand; @param byUs we dialled what carries */
    public void linked(NodeId node, Set<String> schemes, boolean byUs, long now) {
        if (schemes.isEmpty()) {
            nodes.remove(job(node));
            return;
        }
        var known = nodes.get(job(node));
        if (known == null) {
            long pause = byUs ? FIRST_NANOS : SECOND_NANOS;
            nodes.put(job(node), new Node(node, schemes, pause + random.nextLong(pause / 4), now));
        } else if (!known.schemes.equals(schemes)) {
            if (schemes.size() > known.schemes.size()) known.failures = 0;
            known.dialling &= schemes.size() <= known.schemes.size();
            known.schemes = schemes;
        }
    }

    /** A link is gone, others stand. @param redial what its end tells */
    public void lost(NodeId node, Redial redial, long now) {
        var known = nodes.get(job(node));
        if (known == null) return;
        if (redial == Redial.AT_ONCE) known.due = now + FIRST_NANOS / 4;
        else pause(known, redial, now);
    }

    /** A dial of this job came to nothing. */
    public void failed(String job, Redial redial, long now) {
        var known = nodes.get(job);
        if (known == null) return;
        known.dialling = false;
        known.next++;
        pause(known, redial, now);
    }

    private void pause(Node node, Redial redial, long now) {
        node.failures++;
        boolean isLong = redial == Redial.LONG
                || redial == Redial.SLOWLY
                || redial == Redial.WHEN_NEEDED
                || node.failures > QUICK_FAILURES;
        node.due = now
                + (isLong
                        ? Backoff.longNanos(node.failures, random)
                        : FIRST_NANOS + Backoff.pauseNanos(node.failures, random));
    }

    /** There are other addresses, or another transport: who could not be dialled for want of them is looked at again. */
    public void lookAgain(Predicate<NodeId> which, long now) {
        for (var node : nodes.values()) {
            if (!node.nothing || !which.test(node.id)) continue;
            node.nothing = false;
            node.due = now + node.patience;
        }
    }

    /** Who is dialled by this job. */
    public Optional<NodeId> node(String job) {
        return Optional.ofNullable(nodes.get(job)).map(node -> node.id);
    }

    /**
     * What to dial now.
     *
     * @param links how many links shall stand by for a node
     * @param addresses of a node
     * @param reachable whether a transport carries this scheme
     */
    public List<DialPlan.Order> due(
            long now, int links, Function<NodeId, List<URI>> addresses, Predicate<String> reachable) {
        var orders = new ArrayList<DialPlan.Order>();
        for (var node : nodes.values()) {
            if (orders.size() == MOST_AT_ONCE) break;
            if (node.dialling || node.schemes.size() > links || now - node.due < 0) continue;
            var others = addresses.apply(node.id).stream()
                    .filter(a -> !node.schemes.contains(a.getScheme()) && reachable.test(a.getScheme()))
                    .toList();
            node.nothing = others.isEmpty();
            if (node.nothing) {
                node.due = now + NOTHING_NANOS;
                continue;
            }
            node.dialling = true;
            var address = others.get(Math.floorMod(node.next, others.size()));
            orders.add(new DialPlan.Order(job(node.id), address, Optional.of(node.id)));
        }
        return orders;
    }
}
