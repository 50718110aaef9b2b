package org.osier.membership.crawl.rules;

import java.time.Duration;
import org.osier.node.NodeId;
import org.osier.parts.limits.Buckets;

/**
 * How many questions each node may ask, before anything is gathered for it: a bucket of tokens for each. Time comes in.
 * One thread at a time.
 */
public final class Allowance {
    /** Questions at once: 4,096 records, as many as a node holds (WIRE.md, section 11). */
    static final int BURST = 64;
    /** Questions that come back each second: about a megabyte, and a twentieth of a processor. Our choice. */
    static final int PER_SECOND = 16;
    /** Nodes that are remembered, about 500 KB; the one that asked last the longest ago is forgotten. Our choice. */
    static final int MAX_NODES = 1_024;

    private final Buckets<NodeId> buckets = new Buckets<>(MAX_NODES, () -> this.now);
    private long now;

    /**
     * Somebody asks.
     *
     * @param time by a clock that never goes back, in nanoseconds
     * @return zero: it may; else how long it should wait, rounded up to a millisecond
     */
    public Duration take(NodeId asker, long time) {
        now = time;
        var probe = buckets.of(asker, BURST, PER_SECOND).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) return Duration.ZERO;
        return Duration.ofMillis(
                1 + Duration.ofNanos(probe.getNanosToWaitForRefill()).toMillis());
    }

    /** Nodes that are remembered. */
    int nodes() {
        return buckets.size();
    }
}
