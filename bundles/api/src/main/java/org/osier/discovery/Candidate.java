package org.osier.discovery;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.osier.node.NodeId;

/** A rumour: somebody may be at these addresses. Immutable. */
public final class Candidate {
    /** Most addresses that count; more are cut. */
    public static final int MAX_ADDRESSES = 8;

    private final Optional<NodeId> id;
    private final List<URI> addresses;
    private final Optional<Long> bootId;

    private Candidate(Optional<NodeId> id, List<URI> addresses, Optional<Long> bootId) {
        this.id = id;
        this.addresses = addresses.stream().limit(MAX_ADDRESSES).toList();
        this.bootId = bootId;
    }

    /** Somebody, at this address. */
    public static Candidate at(URI address) {
        return new Candidate(Optional.empty(), List.of(address), Optional.empty());
    }

    /** This node, at these addresses, at this start of it. */
    public static Candidate of(NodeId id, long bootId, List<URI> addresses) {
        return new Candidate(Optional.of(id), addresses, Optional.of(bootId));
    }

    /** Who it is said to be; checked by the handshake. */
    public Optional<NodeId> id() {
        return id;
    }

    /** Where it is said to be. Unmodifiable, at most 8. */
    public List<URI> addresses() {
        return addresses;
    }

    /** Which start of the node it is said to be: another one than we know means that it restarted. */
    public Optional<Long> bootId() {
        return bootId;
    }
}
