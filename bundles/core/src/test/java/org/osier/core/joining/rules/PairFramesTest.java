package org.osier.core.joining.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.session.rules.Violation;

/** Goal: nobody says anything out of turn, twice, or of another length while two nodes pair. */
class PairFramesTest {
    private final PairFrames ofJoiner = new PairFrames(true);

    private static byte[] frame(int kind) {
        var frame = new byte
                [1
                        + switch (kind) {
                            case 1 -> 1_600;
                            case 2 -> 800;
                            case 3 -> 32;
                            default -> 0;
                        }];
        frame[0] = (byte) kind;
        return frame;
    }

    @Test
    void threeFramesComeInTurnWithOurs() throws Violation {
        for (int kind = 1; kind <= 3; kind++) {
            assertThat(ofJoiner.take(frame(kind))).isEqualTo(kind);
            ofJoiner.sent();
        }
        for (int kind = 0; kind < 256; kind++) refused(ofJoiner, frame(kind));
    }

    @Test
    void theMemberAnswersOnly() throws Violation {
        var ofMember = new PairFrames(false);
        refused(ofMember, frame(1));
        ofMember.sent();
        assertThat(ofMember.take(frame(1))).isEqualTo(1);
    }

    @Test
    void whoHasNoPinSaysNothingElse() throws Violation {
        assertThat(ofJoiner.take(frame(0))).isZero();
        ofJoiner.sent();
        for (int kind = 0; kind <= 4; kind++) refused(ofJoiner, frame(kind));
    }

    @Test
    void aMemberDoesNotSayThatItHasNoPin() {
        var ofMember = new PairFrames(false);
        ofMember.sent();
        refused(ofMember, frame(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 4, 255})
    void aFrameOutOfOrderIsRefused(int kind) throws Violation {
        if (kind != 0) refused(ofJoiner, frame(kind));
        ofJoiner.take(frame(1));
        refused(ofJoiner, frame(2)); // it is our turn
        ofJoiner.sent();
        refused(ofJoiner, frame(1));
        refused(ofJoiner, frame(0));
    }

    @Test
    void aFrameOfAnotherLengthIsRefused() throws Violation {
        for (int kind = 1; kind <= 3; kind++) {
            refused(ofJoiner, Arrays.copyOf(frame(kind), frame(kind).length - 1));
            refused(ofJoiner, Arrays.copyOf(frame(kind), frame(kind).length + 1));
            ofJoiner.take(frame(kind));
            ofJoiner.sent();
        }
        refused(new PairFrames(true), new byte[0]);
        refused(new PairFrames(true), new byte[2]);
    }

    private static void refused(PairFrames frames, byte[] payload) {
        assertThatThrownBy(() -> frames.take(payload)).isInstanceOf(Violation.class);
    }
}
