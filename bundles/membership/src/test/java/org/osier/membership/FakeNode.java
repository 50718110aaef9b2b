package org.osier.membership;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osier.membership.rules.Checker;
import org.osier.membership.rules.Counted;
import org.osier.mesh.Frames;
import org.osier.mesh.Mesh;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerListener;
import org.osier.mesh.PeerListener.Change;
import org.osier.mesh.PeerState;
import org.osier.mesh.Self;
import org.osier.node.BadRecordException;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** A node as far as this bundle sees it: who it is, its peers, and where frames go. Thread-safe. */
final class FakeNode implements Frames, Checker {
    /** A frame that was sent. */
    record Sent(NodeId to, byte[] payload) {}

    final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Map<NodeId, Peer> peers = new LinkedHashMap<>(); // guarded by this
    private final Map<NodeId, Membership> neighbours = new ConcurrentHashMap<>();
    private final Set<NodeId> refused = ConcurrentHashMap.newKeySet();
    private volatile NodeRecord record;
    private volatile Runnable changed = () -> {};

    FakeNode(NodeRecord record) {
        this.record = record;
    }

    Mesh mesh() {
        return proxy(Mesh.class, Map.of("self", () -> self(), "peers", () -> peers()));
    }

    private Self self() {
        return proxy(Self.class, Map.of("id", record::id, "record", () -> record));
    }

    private synchronized List<Peer> peers() {
        return List.copyOf(peers.values());
    }

    /** Our record is this one from now on. */
    void record(NodeRecord record) {
        this.record = record;
    }

    /** Whoever should hear of the frames that are sent. */
    void changed(Runnable changed) {
        this.changed = changed;
    }

    /** Frames to this node reach that one. */
    void neighbour(NodeId id, Membership membership) {
        neighbours.put(id, membership);
    }

    /** A peer as it is from now on. */
    void peer(PeerListener membership, NodeRecord record, PeerState state, boolean linked, boolean dialled) {
        var path = linked ? Optional.of(URI.create("tcp://192.0.2.1:7400")) : Optional.<URI>empty();
        var peer = proxy(
                Peer.class,
                Map.of(
                        "id", record::id,
                        "record", () -> Optional.of(record),
                        "state", () -> state,
                        "path", () -> path,
                        "dialled", () -> dialled));
        synchronized (this) {
            peers.put(record.id(), peer);
        }
        membership.on(linked ? Change.UP : Change.DOWN, peer);
    }

    private static <T> T proxy(Class<T> type, Map<String, java.util.function.Supplier<?>> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, a) -> {
            var answer = answers.get(method.getName());
            if (answer == null) throw new UnsupportedOperationException(method.getName());
            return answer.get();
        }));
    }

    @Override
    public boolean sendOnLink(NodeId to, int type, ByteBuffer payload) {
        var copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        sent.add(new Sent(to, copy));
        var neighbour = neighbours.get(to);
        if (neighbour != null) neighbour.on(record.id(), ByteBuffer.wrap(copy).asReadOnlyBuffer());
        changed.run();
        return neighbour != null;
    }

    @Override
    public boolean sendOnSession(NodeId to, int type, int stream, ByteBuffer payload) {
        throw new UnsupportedOperationException();
    }

    // --- records are looked at like this

    @Override
    public NodeRecord read(byte[] bytes) throws BadRecordException {
        return NodeRecord.parse(bytes);
    }

    @Override
    public boolean isOurs(NodeRecord record) {
        return true;
    }

    /** Records of this member are refused from now on. */
    void refuse(NodeId id) {
        refused.add(id);
    }

    @Override
    public Optional<Counted> refusal(NodeRecord record) {
        return refused.contains(record.id()) ? Optional.of(Counted.FORGED) : Optional.empty();
    }
}
