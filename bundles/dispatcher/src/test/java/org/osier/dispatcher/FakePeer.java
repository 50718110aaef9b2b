package org.osier.dispatcher;

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

/** A peer of whom only id and name matter. */
record FakePeer(NodeId id, String name) implements Peer, Peer.Counts {
    static FakePeer named(String name) {
        var bytes = new byte[NodeId.BYTES];
        for (int i = 0; i < name.length(); i++) bytes[i % bytes.length] += (byte) (31 * i + name.charAt(i));
        return new FakePeer(NodeId.of(bytes), name);
    }

    @Override
    public PeerState state() {
        return PeerState.ALIVE;
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
        return "made for a test";
    }

    @Override
    public Optional<NodeRecord> record() {
        return Optional.empty();
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
        return this;
    }

    @Override
    public long links() {
        return 0;
    }

    @Override
    public long restarts() {
        return 0;
    }

    @Override
    public long sent() {
        return 0;
    }

    @Override
    public long received() {
        return 0;
    }
}
