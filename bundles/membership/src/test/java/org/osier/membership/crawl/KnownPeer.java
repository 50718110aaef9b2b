package org.osier.membership.crawl;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osier.mesh.Attempt;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** A peer with nothing but a record and a state. */
public record KnownPeer(Optional<NodeRecord> record, PeerState state) implements Peer {
    /** Of this record. */
    public static KnownPeer of(NodeRecord record, PeerState state) {
        return new KnownPeer(Optional.of(record), state);
    }

    @Override
    public NodeId id() {
        return record.orElseThrow().id();
    }

    @Override
    public String name() {
        return record.flatMap(NodeRecord::name).orElse("nobody");
    }

    @Override
    public Optional<URI> path() {
        return Optional.empty();
    }

    @Override
    public Optional<URI> lastPath() {
        return Optional.empty();
    }

    @Override
    public boolean dialled() {
        return false;
    }

    @Override
    public Optional<Duration> roundTrip() {
        return Optional.empty();
    }

    @Override
    public Instant since() {
        return Instant.EPOCH;
    }

    @Override
    public Instant seen() {
        return Instant.EPOCH;
    }

    @Override
    public String why() {
        return "of a test";
    }

    @Override
    public long bootId() {
        return 1;
    }

    @Override
    public List<Attempt> attempts() {
        return List.of();
    }

    @Override
    public Optional<Duration> clockSkew() {
        return Optional.empty();
    }

    @Override
    public Counts counts() {
        throw new UnsupportedOperationException("nobody counts here");
    }
}
