package org.osier.core.node.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how far a peer's clock is ahead of ours. A handshake that the peer began says it to half a second
 * (WIRE.md, section 2: whole seconds in the preamble). A record says only when it was signed, which may be long ago: if
 * that is still to come, the peer's clock is ahead at least that far. Immutable.
 */
public final class ClockSkew {
    /** Nothing is known. */
    public static final ClockSkew UNKNOWN = new ClockSkew(null);

    private final @Nullable Duration ahead;

    private ClockSkew(@Nullable Duration ahead) {
        this.ahead = ahead;
    }

    /** As the preamble of a handshake that the peer began tells it; what was known before does not count any more. */
    public static ClockSkew ofHandshake(Duration ahead) {
        return new ClockSkew(ahead);
    }

    /** The peer sent a record that it signed at {@code issued} by its clock; now it is {@code now} by ours. */
    public ClockSkew recordCame(Instant issued, Instant now) {
        var atLeast = Duration.between(now, issued);
        boolean tellsMore = ahead == null ? atLeast.compareTo(Duration.ZERO) > 0 : atLeast.compareTo(ahead) > 0;
        return tellsMore ? new ClockSkew(atLeast) : this;
    }

    /** How far the peer's clock is ahead, negative: behind. */
    public Optional<Duration> ahead() {
        return Optional.ofNullable(ahead);
    }
}
