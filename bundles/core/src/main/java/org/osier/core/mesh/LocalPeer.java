package org.osier.core.mesh;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osier.mesh.Attempt;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.mesh.Self;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** This node as its own handlers see it when it writes to itself. */
record LocalPeer(Self self) implements Peer {
    private static final Counts NONE = new Counts() {
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
    };

    @Override
    public NodeId id() {
        return self.id();
    }

    @Override
    public String name() {
        return self.name();
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
        return self.started();
    }

    @Override
    public Instant seen() {
        return self.started();
    }

    @Override
    public String why() {
        return "this node itself";
    }

    @Override
    public Optional<NodeRecord> record() {
        return Optional.of(self.record());
    }

    @Override
    public long bootId() {
        return self.record().bootId();
    }

    @Override
    public List<Attempt> attempts() {
        return List.of();
    }

    @Override
    public Optional<Duration> clockSkew() {
        return Optional.of(Duration.ZERO);
    }

    @Override
    public Counts counts() {
        return NONE;
    }
}
