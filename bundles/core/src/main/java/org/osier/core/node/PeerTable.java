package org.osier.core.node;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osier.core.session.Session;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;

/** Everyone we know, at most {@value #MAX_PEERS}. Entries are made and removed by the loop, found by any thread. */
public final class PeerTable {
    static final int MAX_PEERS = 16_384;

    private final Map<NodeId, PeerEntry> peers = new ConcurrentHashMap<>();
    private final Environment environment;
    private final Counters counters;

    PeerTable(Environment environment, Counters counters) {
        this.environment = environment;
        this.counters = counters;
    }

    public @Nullable PeerEntry find(NodeId id) {
        return peers.get(id);
    }

    public Collection<PeerEntry> all() {
        return peers.values();
    }

    /** The entry of this peer, made if need be; null if the table is full of peers with a link. The loop's. */
    @Nullable
    PeerEntry findOrAdd(NodeId id) {
        var entry = peers.get(id);
        if (entry != null) return entry;
        if (peers.size() >= MAX_PEERS && !evictOne()) return null;
        entry = new PeerEntry(id, now(), environment.nanos().getAsLong());
        peers.put(id, entry);
        return entry;
    }

    /** It is nobody's peer any more. The loop's. */
    void remove(PeerEntry entry) {
        peers.remove(entry.id);
    }

    /** The one that has been without a link for the longest goes, of those without a session and those that nobody misses. */
    private boolean evictOne() {
        var victim = peers.values().stream()
                .filter(p -> p.ways.isEmpty() && (p.session == null || p.state == PeerState.IDLE))
                .min(Comparator.comparing(p -> p.since));
        victim.ifPresent(p -> {
            peers.remove(p.id);
            var idle = p.session;
            if (idle != null) idle.end(Session.End.DROPPED);
            counters.count(Counter.PEERS_EVICTED);
        });
        return victim.isPresent();
    }

    public Peer view(PeerEntry entry) {
        return PeerView.of(entry, now(), environment.nanos().getAsLong());
    }

    public Optional<Peer> view(NodeId id) {
        return Optional.ofNullable(peers.get(id)).map(this::view);
    }

    public List<Peer> views() {
        return peers.values().stream()
                .map(this::view)
                .sorted(Comparator.comparing(Peer::name).thenComparing(Peer::id))
                .toList();
    }

    private Instant now() {
        return environment.clock().instant();
    }
}
