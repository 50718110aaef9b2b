package org.osier.membership;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** What changed among the peers since they were looked at last: so no event is needed whole, and none can be missed. One thread at a time. */
final class Links {
    private final Map<NodeId, NodeRecord> seen = new HashMap<>();
    private final List<NodeRecord> records = new ArrayList<>();
    private final List<NodeId> begun = new ArrayList<>();
    private Set<NodeId> linked = Set.of();
    private Set<NodeId> taken = Set.of();

    void look(List<Peer> peers) {
        var before = linked;
        var linked = new HashSet<NodeId>();
        var taken = new HashSet<NodeId>();
        var all = new HashSet<NodeId>();
        for (var peer : peers) {
            all.add(peer.id());
            if (peer.path().isPresent()) {
                linked.add(peer.id());
                // One end begins: the one that dialled.
                if (!before.contains(peer.id()) && peer.dialled()) begun.add(peer.id());
            }
            if (peer.state() == PeerState.ALIVE || peer.state() == PeerState.SUSPECT) taken.add(peer.id());
            peer.record()
                    .filter(record -> seen.put(peer.id(), record) != record)
                    .ifPresent(records::add);
        }
        seen.keySet().retainAll(all);
        this.linked = linked;
        this.taken = taken;
    }

    /** Their records that are new since this was asked last. */
    List<NodeRecord> takeRecords() {
        var news = List.copyOf(records);
        records.clear();
        return news;
    }

    /** Those whose links we made since this was asked last. */
    List<NodeId> takeNew() {
        var news = List.copyOf(begun);
        begun.clear();
        return news;
    }

    /** Who is linked with us. */
    Set<NodeId> linked() {
        return linked;
    }

    /** Who is linked with us, or lost so shortly ago that the node looks for it itself. */
    Set<NodeId> taken() {
        return taken;
    }
}
