package org.osier.core.node;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.osier.core.link.Link;
import org.osier.core.node.rules.PathChoice;

/** A link that stands, as a way for messages. The loop's, but for what never changes. */
final class Way implements PathChoice.Way {
    /** Round trips that are remembered: the least of them is the wire's own. Our choice. */
    private static final int ROUND_TRIPS = 4;

    final Link link;
    final Instant up;
    private final boolean reliable;
    private final long since;
    private final long[] roundTrips = new long[ROUND_TRIPS];
    private int measured;
    private boolean leaving;

    /** @param up since when, by the clock; @param since the same, by the node's nanosecond clock */
    Way(Link link, boolean reliable, Instant up, long since) {
        this.link = link;
        this.reliable = reliable;
        this.up = up;
        this.since = since;
        Arrays.fill(roundTrips, PathChoice.UNKNOWN);
    }

    void measured(Duration roundTrip) {
        roundTrips[measured++ % ROUND_TRIPS] = roundTrip.toNanos();
    }

    void leave() {
        leaving = true;
    }

    @Override
    public String scheme() {
        return link.scheme();
    }

    @Override
    public boolean reliable() {
        return reliable;
    }

    @Override
    public long age() {
        return link.age();
    }

    @Override
    public long since() {
        return since;
    }

    @Override
    public long roundTrip() {
        return Arrays.stream(roundTrips).min().orElse(PathChoice.UNKNOWN);
    }

    @Override
    public boolean leaving() {
        return leaving;
    }
}
