package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.Refusal;

/** The table in the README of core, row by row. */
class RedialTest {
    @ParameterizedTest
    @CsvSource({
        "GOING_AWAY, AT_ONCE",
        "RESTARTING, AT_ONCE",
        "REPLACED, BACK_OFF",
        "TIMEOUT, BACK_OFF",
        "OVERLOADED, SLOWLY",
        "REFUSED, LONG",
        "PROTOCOL, LONG",
        "REVOKED, LONG",
        "SURPLUS, WHEN_NEEDED"
    })
    void whatAGoodbyeMeansForTheNextDial(CloseReason reason, Redial redial) {
        assertThat(Redial.closedByPeer(reason)).isEqualTo(redial);
        assertThat(Redial.closedByUs(reason)).isEqualTo(redial);
    }

    @ParameterizedTest
    @EnumSource
    void whoIsRefusedWaitsLongAndWhoIsTooMuchALittle(Refusal refusal) {
        assertThat(Redial.refused(refusal)).isEqualTo(refusal == Refusal.OVERLOADED ? Redial.SLOWLY : Redial.LONG);
    }

    /** Anybody on the way could say it, or sit at the address: it must not keep two nodes apart for long. */
    @Test
    void whatNobodyProvedNeverWaitsLong() {
        var redials = EnumSet.noneOf(Redial.class);
        for (var reason : Reason.values()) redials.add(Redial.handshake(reason));
        assertThat(redials).containsExactlyInAnyOrder(Redial.MINUTE, Redial.SLOWLY);
        assertThat(Redial.handshake(Reason.OVERLOADED)).isEqualTo(Redial.SLOWLY);
    }
}
