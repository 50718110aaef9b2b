package org.osier.discovery.seeds;

import java.lang.reflect.Proxy;
import java.util.Optional;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerListener;
import org.osier.node.NodeRecord;

/** What a node says to its listeners. */
final class Told {
    private Told() {}

    /** A peer sent this record. */
    static void record(PeerListener listener, NodeRecord record) {
        listener.on(PeerListener.Change.RECORD, peer(record));
    }

    /** A peer of which only its record and its id are known. */
    static Peer peer(NodeRecord record) {
        return (Peer)
                Proxy.newProxyInstance(Peer.class.getClassLoader(), new Class<?>[] {Peer.class}, (self, method, a) -> {
                    if (method.getName().equals("record")) return Optional.of(record);
                    if (method.getName().equals("id")) return record.id();
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
