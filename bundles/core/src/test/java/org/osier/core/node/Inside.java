package org.osier.core.node;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.Link;
import org.osier.core.session.Session;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;

/** Looks into a node for what no user sees: how much it holds. */
public final class Inside {
    /** What a node holds of one peer. @param attached whether a link is with the session, standing or about to */
    public record Held(
            NodeId peer,
            PeerState state,
            int links,
            long lostAt,
            @Nullable Session session,
            boolean attached) {}

    private Inside() {}

    /** What it holds of its peers. */
    public static List<Held> peers(Node node) {
        var all = new ArrayList<Held>(4);
        for (var entry : node.table().all()) {
            var session = entry.session;
            boolean attached = session != null && session.linked();
            all.add(new Held(entry.id, entry.state, entry.ways.size(), entry.lostAt, session, attached));
        }
        return all;
    }

    /** By how many ways it is linked with each peer. */
    public static List<Long> ways(Node node) {
        return node.table().all().stream()
                .map(entry ->
                        entry.links().stream().map(Link::scheme).distinct().count())
                .toList();
    }

    /** Connections that are open or about to, those included that were evicted and close. */
    public static int connections(Node node) {
        return node.connections().all().size();
    }

    /** Connections that have a place. */
    public static int places(Node node) {
        return node.connections().taken();
    }

    /** When its links heard something last; by its own clock. */
    public static List<Long> lastHeard(Node node) {
        return node.table().all().stream()
                .flatMap(entry -> entry.links().stream())
                .map(Link::lastHeard)
                .toList();
    }

    /** How often the node counted this. */
    public static long count(Node node, Counter counter) {
        return node.counters().get(counter);
    }
}
