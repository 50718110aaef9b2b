package org.osier.rendezvous.rules;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How many requests are served, of one source and of all: what comes beyond it costs a status line. One thread at a time. */
public final class SourceLimits {
    /** Sources that are remembered; the one that was silent for the longest is forgotten. Our choice. */
    static final int MAX_SOURCES = 4_096;

    /** Of all together so many seconds' worth at once. Our choice. */
    static final int ALL_BURST_SECONDS = 2;

    /**
     * How many.
     *
     * @param burst of one source at once
     * @param perSecond of one source after that
     * @param allPerSecond of all together
     */
    public record Rates(int burst, int perSecond, int allPerSecond) {}

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

    private final Rates rates;
    private final Clock clock;
    private final Bucket all;
    private final Map<Long, Bucket> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Bucket> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    /** @param nanos a clock that only rises */
    public SourceLimits(Rates rates, LongSupplier nanos) {
        this.rates = rates;
        clock = new Clock(nanos);
        all = bucket(ALL_BURST_SECONDS * rates.allPerSecond(), rates.allPerSecond());
    }

    /** @return false: too much came from there, or from everywhere */
    public boolean take(long source) {
        var own = sources.computeIfAbsent(source, s -> bucket(rates.burst(), rates.perSecond()));
        return own.tryConsume(1) && all.tryConsume(1);
    }

    private Bucket bucket(int burst, int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .withCustomTimePrecision(clock)
                .build();
    }
}
