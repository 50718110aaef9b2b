package org.osier.discovery.multicast.rules;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many datagrams are looked at, of one source and of all: what comes beyond it costs a comparison. A node sends three
 * beacons in three seconds and then two a minute. One thread at a time.
 *
 * @param <S> a source, by equality
 */
public final class SourceLimits<S> {
    /** Sources that are remembered; the one that was silent for the longest is forgotten. Our choice. */
    static final int MAX_SOURCES = 1_024;

    /** Of one source: so many at once, and so many more each second. Our choice: ten nodes behind one address. */
    static final int BURST = 40;

    static final int PER_SECOND = 4;

    /** Of all together; each costs up to six tries of a key, about 50 microseconds. Our choice: a twentieth of a processor. */
    static final int ALL_BURST = 2_000;

    static final int ALL_PER_SECOND = 1_000;

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

    private final Clock clock;
    private final Bucket all;
    private final Map<S, Bucket> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<S, Bucket> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    /** @param nanos a clock that only rises */
    public SourceLimits(LongSupplier nanos) {
        clock = new Clock(nanos);
        all = bucket(ALL_BURST, ALL_PER_SECOND);
    }

    /** @return false: too much came from there, or from everywhere */
    public boolean take(S source) {
        var own = sources.computeIfAbsent(source, s -> bucket(BURST, PER_SECOND));
        return own.tryConsume(1) && all.tryConsume(1);
    }

    private Bucket bucket(int burst, int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
