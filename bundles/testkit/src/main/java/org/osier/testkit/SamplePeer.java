package org.osier.testkit;

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

/** The node of {@link SampleRecord} number 1, just met. */
final class SamplePeer implements Peer {
    private static final URI PATH = URI.create("tcp://192.0.2.1:7400"); // RFC 5737: nobody has this address

    private final NodeRecord record = SampleRecord.of(1, 1, PATH);
    private final Instant met = Instant.now();

    @Override
    public NodeId id() {
        return record.id();
    }

    @Override
    public String name() {
        return record.name().orElseThrow();
    }

    @Override
    public PeerState state() {
        return PeerState.ALIVE;
    }

    @Override
    public Optional<URI> path() {
        return Optional.of(PATH);
    }

    @Override
    public Optional<URI> lastPath() {
        return path();
    }

    @Override
    public boolean dialled() {
        return true;
    }

    @Override
    public Optional<Duration> roundTrip() {
        return Optional.empty();
    }

    @Override
    public Instant since() {
        return met;
    }

    @Override
    public Instant seen() {
        return met;
    }

    @Override
    public String why() {
        return "a sample";
    }

    @Override
    public Optional<NodeRecord> record() {
        return Optional.of(record);
    }

    @Override
    public long bootId() {
        return record.bootId();
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
        return new OneLink();
    }

    private static final class OneLink implements Counts {
        @Override
        public long links() {
            return 1;
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
            return 1;
        }
    }
}
