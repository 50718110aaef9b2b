package org.osier.discovery.multicast.rules;

import io.github.bucket4j.Bucket;
import java.util.function.LongSupplier;
import org.osier.parts.limits.Buckets;

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

    private final Bucket all;
    private final Buckets<S> sources;

    /** @param nanos a clock that only rises */
    public SourceLimits(LongSupplier nanos) {
        all = Buckets.full(ALL_BURST, ALL_PER_SECOND, nanos);
        sources = new Buckets<>(MAX_SOURCES, nanos);
    }

    /** @return false: too much came from there, or from everywhere */
    public boolean take(S source) {
        var own = sources.of(source, BURST, PER_SECOND);
        return own.tryConsume(1) && all.tryConsume(1);
    }
}
