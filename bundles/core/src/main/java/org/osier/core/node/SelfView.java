package org.osier.core.node;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.osier.mesh.Attempt;
import org.osier.mesh.DiscoveryStatus;
import org.osier.mesh.Self;
import org.osier.mesh.TransportStatus;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** This node at one moment. */
record SelfView(
        NodeId id,
        String name,
        NodeRecord record,
        String clusterName,
        String clusterId,
        int clusterEpoch,
        boolean firstStart,
        List<URI> listening,
        List<String> notListening,
        List<String> configurationProblems,
        List<Attempt> attempts,
        List<TransportStatus> transports,
        List<DiscoveryStatus> discoveries,
        Instant started,
        SortedMap<String, Long> counters,
        Optional<String> identityElsewhere)
        implements Self {
    @Override
    public SortedMap<String, String> counterMeanings() {
        return CounterMeaning.byName();
    }
}
