package org.osier.rendezvous.rules;

import io.github.bucket4j.Bucket;
import java.util.function.LongSupplier;
import org.osier.parts.limits.Buckets;

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

    private final Rates rates;
    private final Bucket all;
    private final Buckets<Long> sources;

    /** @param nanos a clock that only rises */
    public SourceLimits(Rates rates, LongSupplier nanos) {
        this.rates = rates;
        all = Buckets.full(ALL_BURST_SECONDS * rates.allPerSecond(), rates.allPerSecond(), nanos);
        sources = new Buckets<>(MAX_SOURCES, nanos);
    }

    /** @return false: too much came from there, or from everywhere */
    public boolean take(long source) {
        var own = sources.of(source, rates.burst(), rates.perSecond());
        return own.tryConsume(1) && all.tryConsume(1);
    }
}
