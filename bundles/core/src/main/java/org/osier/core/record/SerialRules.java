package org.osier.core.record;

import java.time.Instant;
import java.util.OptionalLong;

/** Which serial the next record of a node bears (WIRE.md, section 7). Pure. */
final class SerialRules {
    /** Serials are below this. */
    static final long LIMIT = 1L << 48;

    // A clock outside these years is taken to be wrong; a serial from it would outbid every honest one to come.
    private static final Instant PLAUSIBLE_FROM = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant PLAUSIBLE_UNTIL = Instant.parse("2101-01-01T00:00:00Z");

    private SerialRules() {}

    /**
     * @param stored the highest serial that counts as used, 0 to 2^48 - 1
     * @return above {@code stored}; empty when no serial is left
     */
    static OptionalLong next(long stored, Instant now) {
        boolean plausible = !now.isBefore(PLAUSIBLE_FROM) && now.isBefore(PLAUSIBLE_UNTIL);
        long next = plausible ? Math.max(stored + 1, now.toEpochMilli()) : stored + 1;
        return next < LIMIT ? OptionalLong.of(next) : OptionalLong.empty();
    }
}
