package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osier.core.handshake.HandshakeException.Reason.BAD_KEY;
import static org.osier.core.handshake.HandshakeException.Reason.CLOCK;
import static org.osier.core.handshake.HandshakeException.Reason.DOOR_SHUT;
import static org.osier.core.handshake.HandshakeException.Reason.KNOCK_UNKNOWN;
import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;
import static org.osier.core.handshake.HandshakeException.Reason.NOT_AUTHENTIC;
import static org.osier.core.handshake.HandshakeException.Reason.UNSUPPORTED;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.crypto.MlKem768;
import org.osier.core.crypto.X25519;
import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.noise.HostileFirst;

/**
 * Goal: whoever sits on the path and changes, cuts, extends, repeats, reflects or reorders messages gets nothing but an
 * end, whatever bit it is. Method: every bit and every length of every message of both patterns; what was not touched
 * still completes afterwards, so that no step was refused for another reason.
 */
class TamperedHandshakeTest {
    private interface Step {
        void on(byte[] message) throws HandshakeException;
    }

    private static Initiator initiator(HandshakePattern pattern) {
        return pattern == HandshakePattern.XX ? Handshakes.initiator() : Handshakes.knowing();
    }

    private static Responder answering(byte[] message1) throws HandshakeException {
        var responder = Handshakes.responder();
        responder.onMessage1(ByteBuffer.wrap(message1), Handshakes.NOW);
        return responder;
    }

    private static void first(byte[] message) throws HandshakeException {
        answering(message).message2();
    }

    private static Reason refused(Step step, byte[] message) {
        try {
            step.on(message);
        } catch (HandshakeException e) {
            return e.reason();
        }
        throw new AssertionError("taken");
    }

    /** How often each reason was given when each bit was flipped. */
    private static Map<Reason, Integer> flips(Step step, byte[] good, int from, int to) {
        var reasons = new EnumMap<Reason, Integer>(Reason.class);
        for (int bit = 8 * from; bit < 8 * to; bit++) {
            var flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            reasons.merge(refused(step, flipped), 1, Integer::sum);
        }
        return reasons;
    }

    @ParameterizedTest
    @EnumSource
    void everyBitOfMessage1(HandshakePattern pattern) throws Exception {
        var good = initiator(pattern).message1();

        assertThat(flips(TamperedHandshakeTest::first, good, 0, 4)).isEqualTo(Map.of(MALFORMED, 32));
        var fixed = flips(TamperedHandshakeTest::first, good, 4, 8);
        assertThat(fixed.keySet()).isSubsetOf(UNSUPPORTED, DOOR_SHUT, KNOCK_UNKNOWN);
        assertThat(flips(TamperedHandshakeTest::first, good, 8, Preamble.BYTES)).isEqualTo(Map.of(KNOCK_UNKNOWN, 128));
        var rest = flips(TamperedHandshakeTest::first, good, Preamble.BYTES, good.length);
        assertThat(rest).isEqualTo(Map.of(NOT_AUTHENTIC, 8 * (good.length - Preamble.BYTES)));
        first(good);
    }

    @ParameterizedTest
    @EnumSource
    void everyBitOfMessage2(HandshakePattern pattern) throws Exception {
        var initiator = initiator(pattern);
        var good = answering(initiator.message1()).message2();

        var reasons = flips(message -> initiator.onMessage2(ByteBuffer.wrap(message)), good, 0, good.length);

        assertThat(reasons).isEqualTo(Map.of(NOT_AUTHENTIC, 8 * good.length));
        initiator.onMessage2(ByteBuffer.wrap(good));
    }

    /** With IK it is the first record. */
    @ParameterizedTest
    @EnumSource
    void everyBitOfMessage3(HandshakePattern pattern) throws Exception {
        var initiator = initiator(pattern);
        var responder = answering(initiator.message1());
        var good = last(initiator, responder.message2());

        var reasons = flips(message -> responder.onMessage3(ByteBuffer.wrap(message)), good, 0, good.length);

        assertThat(reasons).isEqualTo(Map.of(NOT_AUTHENTIC, 8 * good.length));
        assertThat(responder.onMessage3(ByteBuffer.wrap(good)).peer().node()).isEqualTo(Handshakes.A.node());
    }

    private static byte[] last(Initiator initiator, byte[] message2) throws HandshakeException {
        var message3 = initiator.onMessage2(ByteBuffer.wrap(message2));
        if (message3.length > 0) return message3;
        var record = new byte[22];
        record[3] = 2;
        record[4] = 0x17;
        initiator.outcome().send().seal(record, 0, 6);
        return record;
    }

    /** Every shorter length, and longer ones up to what could be a payload. */
    @ParameterizedTest
    @EnumSource
    void everyLengthButTheTrueOne(HandshakePattern pattern) throws Exception {
        var initiator = initiator(pattern);
        var message1 = initiator.message1();
        assertLengths(TamperedHandshakeTest::first, message1);
        var responder = answering(message1);
        var message2 = responder.message2();
        assertLengths(message -> initiator.onMessage2(ByteBuffer.wrap(message)), message2);
        var message3 = last(initiator, message2);
        assertLengths(message -> responder.onMessage3(ByteBuffer.wrap(message)), message3);
        responder.onMessage3(ByteBuffer.wrap(message3));
    }

    private static void assertLengths(Step step, byte[] good) {
        for (int length = 0; length < good.length + 900; length++) {
            if (length == good.length || length == Messages.REFUSAL_BYTES) continue;
            assertThat(refused(step, Arrays.copyOf(good, length))).isIn(MALFORMED, NOT_AUTHENTIC);
        }
        assertThat(refused(step, Arrays.copyOf(good, 65_535))).isIn(MALFORMED, NOT_AUTHENTIC);
    }

    /** What was said in one handshake means nothing in another, and nothing in another place of its own. */
    @ParameterizedTest
    @EnumSource
    void whatWasSaidElsewhereIsWorthNothing(HandshakePattern pattern) throws Exception {
        var before =
                new Initiator(Handshakes.A, Handshakes.DOOR, Handshakes.SUITE, null, new Random(11), Handshakes.NOW);
        var message1 = initiator(pattern).message1();
        var responder = answering(message1);
        var message2 = responder.message2();
        var responderBefore = answering(before.message1());
        var message2Before = responderBefore.message2();
        var message3Before = before.onMessage2(ByteBuffer.wrap(message2Before));
        var initiator = initiator(pattern);
        initiator.message1();

        for (var message : List.of(message1, message2Before, message3Before)) // reflected, replayed, reordered
        assertThat(refused(m -> initiator.onMessage2(ByteBuffer.wrap(m)), message))
                    .isIn(MALFORMED, NOT_AUTHENTIC);
        for (var message : List.of(message1, message2, message2Before, message3Before))
            assertThat(refused(m -> responder.onMessage3(ByteBuffer.wrap(m)), message))
                    .isIn(MALFORMED, NOT_AUTHENTIC);
        for (var message : List.of(message2, message2Before, message3Before))
            assertThat(refused(TamperedHandshakeTest::first, message)).isEqualTo(MALFORMED);
        var last = last(initiator, message2);
        assertThat(refused(m -> responderBefore.onMessage3(ByteBuffer.wrap(m)), last))
                .isIn(MALFORMED, NOT_AUTHENTIC);
        responder.onMessage3(ByteBuffer.wrap(last));
    }

    /** Goal: a member on the path, who can make knocks, changes what was chosen and is found out. */
    @ParameterizedTest
    @EnumSource
    void whoCanKnockStillChangesNothing(HandshakePattern pattern) throws Exception {
        var good = initiator(pattern).message1();
        var random = new Random(1);
        var suite = Preamble.write(Suite.CHACHA20_POLY1305, Handshakes.DOOR, pattern, Handshakes.NOW, random);
        assertThat(refused(TamperedHandshakeTest::first, with(suite, good))).isEqualTo(NOT_AUTHENTIC);
        var other = pattern == HandshakePattern.XX ? HandshakePattern.IK : HandshakePattern.XX;
        var changed = Preamble.write(Handshakes.SUITE, Handshakes.DOOR, other, Handshakes.NOW, random);
        assertThat(refused(TamperedHandshakeTest::first, with(changed, good))).isEqualTo(MALFORMED);
        var same = Preamble.write(Handshakes.SUITE, Handshakes.DOOR, pattern, Handshakes.NOW, random);
        assertThat(refused(TamperedHandshakeTest::first, with(same, good))).isEqualTo(NOT_AUTHENTIC);
        var late = Preamble.write(Handshakes.SUITE, Handshakes.DOOR, pattern, Handshakes.NOW + 601_000, random);
        assertThat(refused(TamperedHandshakeTest::first, with(late, good))).isEqualTo(CLOCK);
        for (var open : List.of(Door.stranger(), Door.ticket(new byte[16]))) {
            var knock = Preamble.write(Handshakes.SUITE, open, pattern, Handshakes.NOW, random);
            var bytes = ByteBuffer.wrap(with(knock, good));
            var keeper = new Doorkeeper(
                    number -> number == open.number() ? List.of(open) : List.of(Handshakes.DOOR), new KnockMemory());
            var responder = new Responder(Handshakes.B, keeper, random);
            assertThatThrownBy(() -> {
                        responder.onMessage1(bytes, Handshakes.NOW);
                        responder.message2();
                    })
                    .satisfies(e -> DoorkeeperTest.assertReason(e, NOT_AUTHENTIC, 0));
        }
    }

    private static byte[] with(Preamble preamble, byte[] message1) {
        var changed = message1.clone();
        System.arraycopy(preamble.bytes(), 0, changed, 0, Preamble.BYTES);
        return changed;
    }

    /** Small order on the curve and its twist, reduced and not, in each place where an ephemeral key stands in clear. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void pointsOfSmallOrderAgreeWithNobody(String key) throws Exception {
        var point = HexFormat.of().parseHex(key);
        var first = Handshakes.knowing().message1();
        System.arraycopy(point, 0, first, Preamble.BYTES, 32);
        assertThat(refused(TamperedHandshakeTest::first, first)).isEqualTo(BAD_KEY); // es comes first in IK
        for (var pattern : HandshakePattern.values()) {
            var initiator = initiator(pattern);
            var second = answering(initiator.message1()).message2();
            System.arraycopy(point, 0, second, 0, 32);
            assertThat(refused(m -> initiator.onMessage2(ByteBuffer.wrap(m)), second))
                    .isEqualTo(BAD_KEY);
        }
        var preamble =
                Preamble.write(Handshakes.SUITE, Handshakes.DOOR, HandshakePattern.XX, Handshakes.NOW, new Random(1));
        var hostile = HostileFirst.message(
                preamble.protocol(),
                Handshakes.DOOR.psk(),
                preamble.bytes(),
                point,
                new MlKem768(new byte[64]).encapsulationKey());
        var responder = answering(Handshakes.first(preamble, hostile).array());
        assertThatThrownBy(responder::message2).satisfies(e -> DoorkeeperTest.assertReason(e, BAD_KEY, 0));
    }

    /** Each of the 768 coefficients just outside its range, in turn. */
    @Test
    void noCoefficientOfAnEncapsulationKeyMayBeUnreduced() throws Exception {
        var honest = new MlKem768(new byte[64]).encapsulationKey();
        var ephemeral = X25519.publicKey(new byte[32]);
        for (int i = 0; i < 768; i++) {
            var key = honest.clone();
            int at = i / 2 * 3;
            if (i % 2 == 0) { // 3,329 = 0xd01
                key[at] = 0x01;
                key[at + 1] = (byte) (key[at + 1] & 0xf0 | 0x0d);
            } else {
                key[at + 1] = (byte) (key[at + 1] & 0x0f | 0x10);
                key[at + 2] = (byte) 0xd0;
            }
            var preamble = Preamble.write(
                    Handshakes.SUITE, Handshakes.DOOR, HandshakePattern.XX, Handshakes.NOW, new Random(i));
            var hostile =
                    HostileFirst.message(preamble.protocol(), Handshakes.DOOR.psk(), preamble.bytes(), ephemeral, key);
            var responder = answering(Handshakes.first(preamble, hostile).array());
            assertThatThrownBy(responder::message2)
                    .as("coefficient %d", i)
                    .satisfies(e -> DoorkeeperTest.assertReason(e, BAD_KEY, 0));
        }
    }
}
