package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.Refusal;
import org.osier.transport.TransportException.Kind;

/** Krill tells results apart by words in a text; here it is the type alone, whatever the other side says. */
class DialResultTest {
    private static final String LIES = "certificate signature trusted key mismatch";

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aCarrierThatFailsIsTheNetworkUnlessItsKeysAreWrong(Kind kind) {
        assertThat(DialResult.of(new Ending.Carrier(kind, LIES)))
                .isEqualTo(kind == Kind.TLS ? DialResult.KEY_MISMATCH : DialResult.NETWORK);
    }

    @Test
    void anotherNodeThanTheOneAskedForIsAKeyMismatch() {
        assertThat(DialResult.of(new Ending.Handshake(Reason.WRONG_NODE, false)))
                .isEqualTo(DialResult.KEY_MISMATCH);
        assertThat(DialResult.of(new Ending.Handshake(Reason.BAD_SIGNATURE, false)))
                .isEqualTo(DialResult.KEY_MISMATCH);
        assertThat(DialResult.of(new Ending.Refused(Refusal.OLDER_LINK_KEY, true, LIES)))
                .isEqualTo(DialResult.KEY_MISMATCH);
    }

    @Test
    void whoDoesNotLetTheOtherInIsNotAdmitted() {
        assertThat(DialResult.of(new Ending.Handshake(Reason.KNOCK_UNKNOWN, true)))
                .isEqualTo(DialResult.NOT_ADMITTED);
        for (var byPeer : new boolean[] {true, false}) {
            assertThat(DialResult.of(new Ending.Refused(Refusal.NOT_ADMITTED, byPeer, LIES)))
                    .isEqualTo(DialResult.NOT_ADMITTED);
            assertThat(DialResult.of(new Ending.Refused(Refusal.REVOKED, byPeer, LIES)))
                    .isEqualTo(DialResult.NOT_ADMITTED);
            assertThat(DialResult.of(new Ending.Closed(CloseReason.REFUSED, byPeer, LIES)))
                    .isEqualTo(DialResult.NOT_ADMITTED);
            assertThat(DialResult.of(new Ending.Undecided(byPeer, LIES))).isEqualTo(DialResult.NOT_ADMITTED);
        }
    }

    @Test
    void whoHasNoTimeOrSaysNothingIsTheNetwork() {
        assertThat(DialResult.of(new Ending.Refused(Refusal.OVERLOADED, true, LIES)))
                .isEqualTo(DialResult.NETWORK);
        assertThat(DialResult.of(new Ending.Closed(CloseReason.RESTARTING, true, LIES)))
                .isEqualTo(DialResult.NETWORK);
        assertThat(DialResult.of(new Ending.Silent())).isEqualTo(DialResult.NETWORK);
        assertThat(DialResult.of(new Ending.Late(5))).isEqualTo(DialResult.NETWORK);
        assertThat(DialResult.of(new Ending.NoPlace())).isEqualTo(DialResult.NETWORK);
    }
}
