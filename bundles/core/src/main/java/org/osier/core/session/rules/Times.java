package org.osier.core.session.rules;

/** Points in the time of a nanosecond clock, which may be negative and may overflow; {@link Long#MAX_VALUE} is never. */
final class Times {
    private Times() {}

    /** The earlier of the two. */
    static long first(long one, long other) {
        if (one == Long.MAX_VALUE) return other;
        if (other == Long.MAX_VALUE) return one;
        return one - other < 0 ? one : other;
    }
}
