package org.osier.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Goal: one PIN gives one secret, another gives another, and numbers of a third party prove nothing. */
class PinAgreementTest {
    private final Random random = new Random(5);

    private PinAgreement end(String me, String other, String pin) {
        return new PinAgreement(me, other, pin, random);
    }

    private static void run(PinAgreement a, PinAgreement b) throws BadProofException {
        var first = a.round1();
        var reply = b.round1();
        b.takeRound1(first);
        a.takeRound1(reply);
        var second = a.round2();
        var answer = b.round2();
        b.takeRound2(second);
        a.takeRound2(answer);
    }

    @Test
    void bothEndsComeToOneSecret() throws BadProofException {
        var a = end("a", "b", "048213");
        var b = end("b", "a", "048213");
        run(a, b);

        var secret = a.secret();
        assertThat(secret).hasSize(384).isEqualTo(b.secret());
    }

    @Test
    void anotherPinGivesAnotherSecret() throws BadProofException {
        var a = end("a", "b", "048213");
        var b = end("b", "a", "048214");
        run(a, b);

        assertThat(a.secret()).isNotEqualTo(b.secret());
    }

    @Test
    void whatWasMeantForAnotherProvesNothing() {
        var a = end("a", "b", "048213");
        var b = end("b", "c", "048213");

        assertThatThrownBy(() -> b.takeRound1(a.round1())).isInstanceOf(BadProofException.class);
    }

    @Test
    void ownNumbersThatComeBackProveNothing() {
        var a = end("a", "b", "048213");
        var first = a.round1();

        assertThatThrownBy(() -> a.takeRound1(first)).isInstanceOf(BadProofException.class);
    }

    @Test
    void everyPartOfARoundCounts() throws BadProofException {
        var a = end("a", "b", "048213");
        var first = a.round1();
        for (int at = 10; at < first.length; at += 150) {
            var changed = first.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> end("b", "a", "048213").takeRound1(changed))
                    .isInstanceOf(BadProofException.class);
        }
        var b = end("b", "a", "048213");
        var reply = b.round1();
        b.takeRound1(first);
        a.takeRound1(reply);
        var second = a.round2();
        for (int at : new int[] {10, 390, 780}) {
            var changed = second.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> b.takeRound2(changed)).isInstanceOf(BadProofException.class);
        }
    }

    @Test
    void numbersOutOfRangeAndOtherLengthsProveNothing() {
        var a = end("a", "b", "048213");
        var first = a.round1();
        refused(new byte[PinAgreement.ROUND_1_BYTES]);
        var large = first.clone();
        Arrays.fill(large, 0, 384, (byte) 0xff);
        refused(large);
        var one = first.clone();
        Arrays.fill(one, 384, 768, (byte) 0);
        one[767] = 1;
        refused(one);
        var response = first.clone();
        Arrays.fill(response, 1_152, 1_184, (byte) 0xff);
        refused(response);
        refused(Arrays.copyOf(first, first.length - 1));
        refused(Arrays.copyOf(first, first.length + 1));
        refused(new byte[0]);
    }

    private void refused(byte[] round1) {
        assertThatThrownBy(() -> end("b", "a", "048213").takeRound1(round1)).isInstanceOf(BadProofException.class);
    }
}
