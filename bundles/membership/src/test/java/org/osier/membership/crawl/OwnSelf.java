package org.osier.membership.crawl;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.osier.mesh.Attempt;
import org.osier.mesh.Self;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** This node, with nothing but its record. */
record OwnSelf(NodeRecord record) implements Self {
    @Override
    public NodeId id() {
        return record.id();
    }

    @Override
    public String name() {
        return record.name().orElseThrow();
    }

    @Override
    public String clusterName() {
        return "willow-42";
    }

    @Override
    public String clusterId() {
        return "";
    }

    @Override
    public int clusterEpoch() {
        return 1;
    }

    @Override
    public boolean firstStart() {
        return false;
    }

    @Override
    public List<URI> listening() {
        return List.of();
    }

    @Override
    public List<String> notListening() {
        return List.of();
    }

    @Override
    public List<Attempt> attempts() {
        return List.of();
    }

    @Override
    public Instant started() {
        return Instant.EPOCH;
    }

    @Override
    public SortedMap<String, Long> counters() {
        return Collections.emptySortedMap();
    }
}
