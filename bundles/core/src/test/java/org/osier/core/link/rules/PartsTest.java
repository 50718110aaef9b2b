package org.osier.core.link.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Goal: messages of the handshake come out of datagrams whole, whatever their order, and nobody makes it hold more. */
class PartsTest {
    private final Parts parts = new Parts();

    private static byte[] message(int length) {
        var message = new byte[length];
        new Random(length).nextBytes(message);
        return message;
    }

    private byte[] on(byte[] datagram) {
        return parts.on(ByteBuffer.wrap(datagram));
    }

    @Test
    void aShortMessageIsOnePart() {
        var cut = Parts.cut(message(300));
        assertThat(cut).hasNumberOfRows(1);
        assertThat(cut[0]).startsWith(3, 1);
        assertThat(on(cut[0])).isEqualTo(message(300));
    }

    @Test
    void allPartsAreFullButTheLastAndTheirOrderDoesNotMatter() {
        var cut = Parts.cut(message(1_272));
        assertThat(cut[0]).hasSize(1_200).startsWith(3, 2);
        assertThat(cut[1]).hasSize(2 + 74).startsWith(3, 16 + 2);
        assertThat(on(cut[1])).isNull();
        assertThat(on(cut[1])).isNull();
        assertThat(on(cut[0])).isEqualTo(message(1_272));
    }

    @Test
    void theSameAgainIsWholeAgain() {
        var cut = Parts.cut(message(1_272));
        on(cut[0]);
        on(cut[1]);
        assertThat(on(cut[0])).isNull();
        assertThat(on(cut[1])).isEqualTo(message(1_272));
    }

    @Test
    void aForgedPartGivesWayToTheTrueOne() {
        var cut = Parts.cut(message(1_272));
        var forged = cut[0].clone();
        forged[100]++;
        on(forged);
        on(cut[0]);
        assertThat(on(cut[1])).isEqualTo(message(1_272));
    }

    @Test
    void whatNoSenderSendsIsPassedOver() {
        for (var bad : new byte[][] {
            {}, {3}, {3, 1}, {4, 1, 1}, {3, 0, 1}, {3, 3, 1}, {3, 15, 1}, {3, 0x21, 1}, {3, 2, 1, 1}, new byte[1_300]
        }) {
            assertThat(on(bad)).isNull();
        }
        var long_ = new byte[1_201];
        long_[0] = 3;
        long_[1] = 1;
        assertThat(on(long_)).isNull();
    }

    @Test
    void noMessageOfTheHandshakeNeedsMoreThanTwo() {
        assertThat(Parts.cut(message(2_224))[1]).hasSize(1_028);
        assertThatThrownBy(() -> Parts.cut(message(2_397))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void repeatsBackOffAndEnd() {
        var repeats = new Repeats();
        long all = 0;
        int times = 0;
        long before = 0;
        for (long wait = repeats.next(); wait != Long.MAX_VALUE; wait = repeats.next()) {
            assertThat(wait).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(2_000_000_000L);
            before = wait;
            all += wait;
            times++;
        }
        assertThat(times).isEqualTo(8);
        assertThat(all).isGreaterThan(10_000_000_000L); // longer than a handshake may take
        repeats.begin();
        assertThat(repeats.next()).isEqualTo(250_000_000L);
    }
}
