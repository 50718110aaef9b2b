package org.osier.core.node;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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
        List<Path> paths,
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
    private record Way(URI address, boolean carries, boolean dialled, Optional<Duration> roundTrip, Instant since)
            implements Path {
        static Way of(org.osier.core.node.Way way, boolean carries) {
            var link = way.link;
            return new Way(link.address(), carries, link.dialledByMe(), link.roundTrip(), way.up);
        }
    }

    private record Counted(long links, long restarts, long sent, long received) implements Counts {}

    /** @param now by both clocks: what was heard of a link is told in nanoseconds */
    static PeerView of(PeerEntry entry, Instant now, long nanos) {
        var path = Optional.ofNullable(entry.path());
        return new PeerView(
                entry.id,
                entry.name(),
                entry.state,
                path.map(Link::address),
                paths(entry),
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

    private static List<Path> paths(PeerEntry entry) {
        var carrier = entry.carrier;
        return entry.ways.stream()
                .sorted(Comparator.comparing(way -> way != carrier))
                .<Path>map(way -> Way.of(way, way == carrier))
                .toList();
    }
}
