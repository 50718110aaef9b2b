package org.osier.parts.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens for each of those that ask; when there are too many of them, who asked last the longest ago is
 * forgotten. One thread at a time.
 *
 * @param <S> who asks, by equality
 */
public final class Buckets<S> {
    private record Clock(LongSupplier nanos) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    private final LongSupplier nanos;
    private final Map<S, Bucket> buckets;

    /** @param most that are remembered @param nanos a clock that never goes back, in nanoseconds */
    public Buckets(int most, LongSupplier nanos) {
        this.nanos = nanos;
        buckets = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<S, Bucket> eldest) {
                return size() > most;
            }
        };
    }

    /** That of this one; a full one of this size if it is not remembered. */
    public Bucket of(S source, int burst, int perSecond) {
        return buckets.computeIfAbsent(source, s -> full(burst, perSecond, nanos));
    }

    /** Forgets all. */
    public void clear() {
        buckets.clear();
    }

    /** How many are remembered. */
    public int size() {
        return buckets.size();
    }

    /** A bucket by itself, full. @param perSecond tokens that come back, one after the other */
    public static Bucket full(int burst, int perSecond, LongSupplier nanos) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(new Clock(nanos))
                .build();
    }
}
