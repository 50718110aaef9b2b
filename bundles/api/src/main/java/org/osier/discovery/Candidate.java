package org.osier.discovery;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osier.node.NodeId;

/**
 * A rumour: somebody may be at these addresses. Two candidates with an id are about the same somebody if the ids are the
 * same, two without one if their addresses are. Immutable.
 */
public final class Candidate {
    /** Most addresses that count; more are cut. */
    public static final int MAX_ADDRESSES = 8;

    private final Optional<NodeId> id;
    private final List<URI> addresses;
    private final Optional<Long> bootId;
    private final Optional<Duration> lasting;

    private Candidate(Optional<NodeId> id, List<URI> addresses, Optional<Long> bootId, Optional<Duration> lasting) {
        this.id = id;
        this.addresses = addresses.stream().limit(MAX_ADDRESSES).toList();
        this.bootId = bootId;
        this.lasting = lasting;
    }

    /** Somebody, at this address. */
    public static Candidate at(URI address) {
        return new Candidate(Optional.empty(), List.of(address), Optional.empty(), Optional.empty());
    }

    /** This node, at these addresses, at this start of it. */
    public static Candidate of(NodeId id, long bootId, List<URI> addresses) {
        return new Candidate(Optional.of(id), addresses, Optional.of(bootId), Optional.empty());
    }

    /**
     * The same, but only for this long from when it is found: for whatever is heard again while it is true, or says
     * itself how long it counts.
     *
     * @param time more than nothing
     * @throws IllegalArgumentException if it is not
     */
    public Candidate lasting(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("a candidate lasts for more than nothing, got " + time);
        }
        return new Candidate(id, addresses, bootId, Optional.of(time));
    }

    /** Who it is said to be; checked by the handshake. */
    public Optional<NodeId> id() {
        return id;
    }

    /** Where it is said to be. Unmodifiable, at most {@value #MAX_ADDRESSES}. */
    public List<URI> addresses() {
        return addresses;
    }

    /** Which start of the node it is said to be: another one than we know means that it restarted. */
    public Optional<Long> bootId() {
        return bootId;
    }

    /** For how long it counts from when it is found; empty: until it is withdrawn. */
    public Optional<Duration> lasting() {
        return lasting;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Candidate c
                && id.equals(c.id)
                && addresses.equals(c.addresses)
                && bootId.equals(c.bootId)
                && lasting.equals(c.lasting);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, addresses, bootId, lasting);
    }

    @Override
    public String toString() {
        return id.map(NodeId::brief).orElse("somebody") + " at " + addresses;
    }
}
