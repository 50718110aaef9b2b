package org.osier.core.node;

import java.time.Instant;
import java.util.Random;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Genesis;

/** Clusters for tests, the same in every run. */
final class TestClusters {
    private TestClusters() {}

    static Cluster cluster() {
        return cluster(1);
    }

    static Cluster other() {
        return cluster(2);
    }

    private static Cluster cluster(long seed) {
        var random = new Random(seed);
        return Cluster.begin(Genesis.create("test-" + seed, Instant.parse("2026-01-01T00:00:00Z"), random), random);
    }
}
