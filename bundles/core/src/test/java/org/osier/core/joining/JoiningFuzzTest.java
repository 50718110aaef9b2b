package org.osier.core.joining;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.crypto.BadProofException;
import org.osier.core.crypto.PinAgreement;
import org.osier.core.fuzz.Seeds;
import org.osier.core.joining.rules.PairFrames;
import org.osier.core.session.rules.Violation;

/** What comes before there is trust: a line that somebody pasted, and the frames of links through doors 0 and 2. */
class JoiningFuzzTest {
    private static final String SECRET = "abcdefghijklmnopqrstuvwxya";

    static Stream<byte[]> tickets() {
        return Seeds.near(
                ("osier1-" + SECRET + "-646d6be4@192.0.2.1:7400").getBytes(UTF_8),
                ("osier1-" + SECRET + "-646d6be4@[2001:db8::1%25eth0]:7400").getBytes(UTF_8),
                ("osier1-" + SECRET + "-646d6be4@a:b@c:1").getBytes(UTF_8),
                ("osier1-" + SECRET + "-646d6be4@" + "a".repeat(300) + ":65535").getBytes(UTF_8));
    }

    @MethodSource("tickets")
    @FuzzTest
    void ticket(byte[] bytes) {
        var text = new String(bytes, UTF_8);
        try {
            var ticket = Ticket.parse(text);
            assertThat(ticket.text()).isEqualTo(text);
            assertThat(ticket)
                    .hasToString("ticket of " + ticket.inviter() + " at " + ticket.host() + ":" + ticket.port());
            assertThat(ticket.address().getPort()).isBetween(1, 65_535);
            assertThat(ticket.address().getHost()).isEqualTo(ticket.host());
            assertThat(ticket.door().number()).isEqualTo(2);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain(SECRET);
        }
    }

    static Stream<byte[]> welcomes() {
        var genesis = Seeds.vector("cluster", "genesis");
        var secret = Seeds.vector("cluster", "secret");
        var record = Seeds.vector("node_record", "record");
        return Seeds.near(
                welcome(genesis, 1, secret, new byte[0], record),
                welcome(genesis, 2, secret, Seeds.vector("rotation", "signed"), record),
                welcome(genesis, -1, secret, new byte[Welcome.MAX_ROTATION_BYTES + 1], record));
    }

    private static byte[] welcome(byte[] genesis, int epoch, byte[] secret, byte[] rotation, byte[] record) {
        return ByteBuffer.allocate(13 + genesis.length + secret.length + rotation.length + record.length)
                .put((byte) 1)
                .putShort((short) genesis.length)
                .put(genesis)
                .putInt(epoch)
                .put(secret)
                .putInt(rotation.length)
                .put(rotation)
                .putShort((short) record.length)
                .put(record)
                .array();
    }

    @MethodSource("welcomes")
    @FuzzTest
    void welcome(byte[] bytes) {
        try {
            var welcome = Welcome.read(bytes);
            assertThat(welcome.bytes()).isEqualTo(ByteBuffer.wrap(bytes));
        } catch (Violation e) {
            assertThat(e.getMessage()).startsWith("Welcome");
        }
    }

    static Stream<byte[]> pairings() {
        var round1 = frame(PairFrames.ROUND_1, PinAgreement.ROUND_1_BYTES);
        var round2 = frame(PairFrames.ROUND_2, PinAgreement.ROUND_2_BYTES);
        var confirmation = frame(PairFrames.CONFIRMATION, PairFrames.CONFIRMATION_BYTES);
        return Stream.of(
                Seeds.list(round1, round2, confirmation),
                Seeds.list(frame(PairFrames.NO_PIN, 0), round1),
                Seeds.list(round1, round1),
                Seeds.list(round2),
                Seeds.list(round1, frame(PairFrames.NO_PIN, 0)));
    }

    private static byte[] frame(int kind, int bytes) {
        var frame = new byte[1 + bytes];
        frame[0] = (byte) kind;
        return frame;
    }

    /** Each kind once, in its turn. */
    @MethodSource("pairings")
    @FuzzTest
    void pairing(byte[] list) {
        for (boolean ofJoiner : new boolean[] {true, false}) {
            var frames = new PairFrames(ofJoiner);
            int taken = 0;
            try {
                for (var payload : Seeds.parts(list)) {
                    if (!ofJoiner) frames.sent();
                    int kind = frames.take(payload);
                    assertThat(kind == ++taken || kind == PairFrames.NO_PIN && ofJoiner && taken == 1)
                            .as("kind %d", kind)
                            .isTrue();
                    assertThat(PairFrames.body(payload)).hasSize(payload.length - 1);
                    if (ofJoiner) frames.sent();
                }
            } catch (Violation e) {
                assertThat(e.getMessage()).startsWith("Pair of ");
            }
            assertThat(taken).isLessThanOrEqualTo(PairFrames.CONFIRMATION);
        }
    }

    static Stream<byte[]> rounds() {
        var honest = new PinAgreement("joiner", "member", "123456", new Random(1)).round1();
        return Stream.of(
                honest,
                new byte[PinAgreement.ROUND_1_BYTES],
                new byte[PinAgreement.ROUND_2_BYTES],
                Arrays.copyOf(honest, honest.length - 1));
    }

    /** The numbers of either round: nobody who does not know them gets one taken. Each costs powers of 3,072 bits. */
    @MethodSource("rounds")
    @FuzzTest
    void rounds(byte[] bytes) {
        var member = new PinAgreement("member", "joiner", "123456", new Random(2));
        member.round1();
        try {
            member.takeRound1(bytes);
            assertThat(bytes).hasSize(PinAgreement.ROUND_1_BYTES);
        } catch (BadProofException e) {
            assertThat(e.getStackTrace()).isEmpty();
        }
    }
}
