package org.osier.core.node;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osier.core.link.Link;
import org.osier.mesh.Attempt;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** A peer at one moment. */
record PeerView(
        NodeId id,
        String name,
        PeerState state,
        Optional<URI> path,
        Optional<URI> lastPath,
        boolean dialled,
        Optional<Duration> roundTrip,
        Instant since,
        Instant seen,
        String why,
        Optional<NodeRecord> record,
        long bootId,
        List<Attempt> attempts,
        Optional<Duration> clockSkew,
        Counts counts)
        implements Peer {
    private record Counted(long links, long restarts, long sent, long received) implements Counts {}

    /** @param now by both clocks: what was heard of a link is told in nanoseconds */
    static PeerView of(PeerEntry entry, Instant now, long nanos) {
        var path = Optional.ofNullable(entry.path());
        return new PeerView(
                entry.id,
                entry.name(),
                entry.state,
                path.map(Link::address),
                Optional.ofNullable(entry.lastPath),
                path.map(Link::dialledByMe).orElse(false),
                path.flatMap(Link::roundTrip),
                entry.since,
                path.map(link -> now.minusNanos(nanos - link.lastHeard())).orElse(entry.seen),
                entry.why,
                Optional.ofNullable(entry.record),
                entry.bootId,
                entry.attempts,
                entry.skew().ahead(),
                new Counted(entry.linkCount, entry.restarts, entry.sent.sum(), entry.received.sum()));
    }
}
