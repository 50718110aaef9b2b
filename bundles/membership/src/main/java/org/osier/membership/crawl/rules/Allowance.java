package org.osier.membership.crawl.rules;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osier.node.NodeId;

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

    /** What the caller says. */
    private final class Clock implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return now;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private final Map<NodeId, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<NodeId, Bucket> eldest) {
            return size() > MAX_NODES;
        }
    };

    private final Clock clock = new Clock();
    private long now;

    /**
     * Somebody asks.
     *
     * @param time by a clock that never goes back, in nanoseconds
     * @return zero: it may; else how long it should wait, rounded up to a millisecond
     */
    public Duration take(NodeId asker, long time) {
        now = time;
        var probe = buckets.computeIfAbsent(asker, a -> bucket()).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) return Duration.ZERO;
        return Duration.ofMillis(
                1 + Duration.ofNanos(probe.getNanosToWaitForRefill()).toMillis());
    }

    /** Nodes that are remembered. */
    int nodes() {
        return buckets.size();
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(BURST).refillGreedy(PER_SECOND, Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
