package org.osier.mesh;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** What this node is, at one moment. Immutable. */
@ProviderType
public interface Self {
    /** Our id. */
    NodeId id();

    /** What we call ourselves. */
    String name();

    /** Our record as others get it. */
    NodeRecord record();

    /** What the cluster calls itself. */
    String clusterName();

    /** Which cluster: SHA-256 of its genesis, 64 hex digits. */
    String clusterId();

    /** How often the cluster's secret was turned over, from 1. */
    int clusterEpoch();

    /** Whether this start made the identity, the cluster. */
    boolean firstStart();

    /** Where we really listen, with real ports. Unmodifiable. */
    List<URI> listening();

    /** Addresses that were wished for and do not listen, each with its reason. Unmodifiable. */
    List<String> notListening();

    /** Keys and values of the configuration that do not count, each with its code and what counts. Unmodifiable. */
    default List<String> configurationProblems() {
        return List.of();
    }

    /**
     * Dials to addresses that this node wants a link to and at which nobody has proved who he is: of at most 64
     * addresses the last {@value Attempt#KEPT} each, those of one address together, oldest first. Unmodifiable. Once
     * somebody proves who he is, they are found at {@link Peer#attempts}.
     */
    List<Attempt> attempts();

    /** The transports that this node has now, those that serve first. Unmodifiable. */
    default List<TransportStatus> transports() {
        return List.of();
    }

    /** The discoveries that this node has now, failed ones included, by name. Unmodifiable. */
    default List<DiscoveryStatus> discoveries() {
        return List.of();
    }

    /** Since when. */
    Instant started();

    /** Counters by name, sorted: what strangers did, what was refused, what was dropped. Unmodifiable. */
    java.util.SortedMap<String, Long> counters();

    /** What each of {@link #counters} counts, in a few words for people. Unmodifiable. */
    default java.util.SortedMap<String, String> counterMeanings() {
        return java.util.Collections.emptySortedMap();
    }

    /** That another node runs with our identity (OSIER-124), as it was seen last since our start; empty: never. */
    default Optional<String> identityElsewhere() {
        return Optional.empty();
    }
}
