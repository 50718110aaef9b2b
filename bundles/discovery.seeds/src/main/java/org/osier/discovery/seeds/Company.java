package org.osier.discovery.seeds;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerListener.Change;
import org.osier.node.NodeId;

/** Who is linked with us, as far as we were told; the node bounds how many that can be. Any thread. */
final class Company {
    private final Set<NodeId> linked = ConcurrentHashMap.newKeySet();

    /** @return whether nobody is left since */
    boolean on(Change change, Peer peer) {
        return switch (change) {
            case FOUND, UP -> {
                linked.add(peer.id());
                yield false;
            }
            case DOWN -> linked.remove(peer.id()) && linked.isEmpty();
            case STANDBY, RESTARTED, RECORD -> false;
        };
    }

    boolean none() {
        return linked.isEmpty();
    }
}
