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

/** A peer that does not exist, for the tests of what sees one. Immutable; two of one id are equal. */
public final class SamplePeer implements Peer {
    private static final URI PATH = URI.create("tcp://192.0.2.1:7400"); // RFC 5737: nobody has this address

    private final NodeId id;
    private final String name;
    private final Optional<NodeRecord> record;
    private final PeerState state;
    private final Instant met = Instant.now();

    private SamplePeer(NodeId id, String name, Optional<NodeRecord> record, PeerState state) {
        this.id = id;
        this.name = name;
        this.record = record;
        this.state = state;
    }

    /** The node of {@link SampleRecord} number 1, just met. */
    public static SamplePeer met() {
        return of(SampleRecord.of(1, 1, PATH), PeerState.ALIVE);
    }

    /** Whose record this is. */
    public static SamplePeer of(NodeRecord record, PeerState state) {
        return new SamplePeer(record.id(), record.name().orElse("nobody"), Optional.of(record), state);
    }

    /** One that is alive and has told nothing of itself yet; its id follows from the name. */
    public static SamplePeer named(String name) {
        var bytes = new byte[NodeId.BYTES];
        for (int i = 0; i < name.length(); i++) bytes[i % bytes.length] += (byte) (31 * i + name.charAt(i));
        return new SamplePeer(NodeId.of(bytes), name, Optional.empty(), PeerState.ALIVE);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SamplePeer peer && id.equals(peer.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public NodeId id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public PeerState state() {
        return state;
    }

    @Override
    public Optional<URI> path() {
        return state == PeerState.ALIVE ? Optional.of(PATH) : Optional.empty();
    }

    @Override
    public Optional<URI> lastPath() {
        return Optional.of(PATH);
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
        return record;
    }

    @Override
    public long bootId() {
        return record.map(NodeRecord::bootId).orElse(1L);
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
