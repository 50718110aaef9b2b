package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Goal: nothing is said of a clock that is not known. */
class ClockSkewTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static ClockSkew afterRecord(ClockSkew skew, int issuedInSeconds) {
        return skew.recordCame(NOW.plusSeconds(issuedInSeconds), NOW);
    }

    @Test
    void anOldRecordTellsNothing() {
        assertThat(afterRecord(ClockSkew.UNKNOWN, -3_600).ahead()).isEmpty();
        assertThat(afterRecord(ClockSkew.UNKNOWN, 0).ahead()).isEmpty();
    }

    @Test
    void aRecordThatIsStillToBeSignedTellsHowFarItsClockIsAheadAtLeast() {
        assertThat(afterRecord(ClockSkew.UNKNOWN, 90).ahead()).contains(Duration.ofSeconds(90));
        var handshake = ClockSkew.ofHandshake(Duration.ofSeconds(-5));
        assertThat(afterRecord(handshake, -2).ahead()).contains(Duration.ofSeconds(-2));
    }

    @Test
    void aRecordThatTellsLessThanIsKnownChangesNothing() {
        var handshake = ClockSkew.ofHandshake(Duration.ofSeconds(-75));
        assertThat(afterRecord(handshake, -3_600).ahead()).contains(Duration.ofSeconds(-75));
    }
}
