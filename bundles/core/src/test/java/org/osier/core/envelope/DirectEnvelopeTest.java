package org.osier.core.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.crypto.Vectors;
import org.osier.ueps.Packet;

/** Heads of messages between neighbours, against the Osier wire vectors, written independently from WIRE.md. */
class DirectEnvelopeTest {
    private static final JsonObject VECTORS = Vectors.read("osier.json");
    private static final JsonObject ENVELOPE = VECTORS.getAsJsonObject("envelope");
    private static final byte[] REQUEST = Vectors.hex(ENVELOPE, "direct");
    private static final byte[] ERROR = Vectors.hex(ENVELOPE, "error_reply_direct_302");
    private static final MessageId ID = id("019b76da280070008000a0a1a2a3a4a5");
    private static final MessageId ANSWER_ID = id("019b76da280170008000b0b1b2b3b4b5");

    @Test
    void requestOfTheVectorsIsRead() {
        var envelope = read(REQUEST);

        assertThat(envelope.id()).isEqualTo(ID);
        assertThat(envelope.id().timeMs())
                .isEqualTo(ENVELOPE.get("message_id_ms").getAsLong());
        assertThat(envelope.answerWanted()).isTrue();
        assertThat(envelope.error()).isFalse();
        assertThat(envelope.replyTo()).isNull();
        assertThat(Arrays.copyOfRange(REQUEST, envelope.packetOffset(), REQUEST.length))
                .isEqualTo(Vectors.hex(VECTORS.getAsJsonObject("ueps"), "packet_A_to_B"));
    }

    @Test
    void errorReplyOfTheVectorsIsRead() throws Exception {
        var envelope = read(ERROR);

        assertThat(envelope.id()).isEqualTo(ANSWER_ID);
        assertThat(envelope.replyTo()).isEqualTo(ID);
        assertThat(envelope.error()).isTrue();
        assertThat(envelope.answerWanted()).isFalse();
        var packet = Packet.read(ERROR, envelope.packetOffset(), ERROR.length - envelope.packetOffset());
        assertThat(packet.intent()).isEqualTo(0x40);
        assertThat(ErrorReply.read(packet.payload())).isEqualTo(new ErrorReply(302, "threat"));
    }

    @Test
    void headsOfTheVectorsAreWritten() {
        var request = new byte[DirectEnvelope.BYTES + 2];
        DirectEnvelope.write(request, 2, true, ID);
        var answer = new byte[DirectEnvelope.ANSWER_BYTES + 1];
        DirectEnvelope.writeAnswer(answer, 0, true, ANSWER_ID, ID);

        assertThat(Arrays.copyOfRange(request, 2, request.length))
                .isEqualTo(Arrays.copyOf(REQUEST, DirectEnvelope.BYTES));
        assertThat(request).startsWith(0, 0, 1);
        assertThat(Arrays.copyOf(answer, DirectEnvelope.ANSWER_BYTES))
                .isEqualTo(Arrays.copyOf(ERROR, DirectEnvelope.ANSWER_BYTES));
    }

    @Test
    void whatIsWrittenReadsBackInTheMiddleOfOtherBytes() {
        var bytes = new byte[100];
        Arrays.fill(bytes, (byte) 0xff);
        DirectEnvelope.write(bytes, 7, false, ID);
        var message = read(bytes, 7, DirectEnvelope.BYTES);
        assertThat(message.answerWanted()).isFalse();
        assertThat(message.packetOffset()).isEqualTo(7 + DirectEnvelope.BYTES);

        DirectEnvelope.writeAnswer(bytes, 9, false, ANSWER_ID, ID);
        var answer = read(bytes, 9, DirectEnvelope.ANSWER_BYTES + 3);
        assertThat(answer.error()).isFalse();
        assertThat(answer.replyTo()).isEqualTo(ID);
        assertThat(answer.packetOffset()).isEqualTo(9 + DirectEnvelope.ANSWER_BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "0x00, true",
        "0x20, true",
        "0x04, true",
        "0x14, true",
        "0x10, false",
        "0x24, false",
        "0x34, false",
        "0x30, false",
        "0x01, false",
        "0x02, false",
        "0x08, false",
        "0x03, false",
        "0x0a, false",
        "0x09, false",
        "0x0b, false",
        "0x2b, false",
        "0x40, false",
        "0x80, false",
        "0x60, false",
        "0xff, false"
    })
    void flagsMustMakeSense(String flags, boolean taken) {
        var bytes = ERROR.clone();
        bytes[1] = Integer.decode(flags).byteValue();

        assertThat(DirectEnvelope.read(bytes, 0, bytes.length) != null).isEqualTo(taken);
    }

    @ParameterizedTest
    @ValueSource(strings = {"forwarded_hops_0", "forwarded_hops_1", "refused_hops_8", "reply_forwarded"})
    void routedEnvelopesAreNotForTheOtherEndOfALink(String name) {
        var bytes = Vectors.hex(ENVELOPE, name);

        assertThat(DirectEnvelope.read(bytes, 0, bytes.length)).isNull();
    }

    @Test
    void versionHopsAndIdsAreChecked() {
        assertRefused(ERROR, 0, 0);
        assertRefused(ERROR, 0, 2);
        assertRefused(ERROR, 2, 8);
        assertRefused(ERROR, 2, 0xff);
        assertRefused(ERROR, 3 + 6, 0x40); // version of the id
        assertRefused(ERROR, 3 + 8, 0x00); // its variant
        assertRefused(ERROR, 3 + 8, 0xc0);
        assertRefused(ERROR, 19 + 6, 0x60); // of the id it answers
        assertRefused(ERROR, 19 + 8, 0x40);
    }

    @Test
    void everyCutOfTheHeadIsRefusedAndAnEmptyPacketIsNot() {
        for (int length = 0; length < DirectEnvelope.ANSWER_BYTES; length++) {
            assertThat(DirectEnvelope.read(Arrays.copyOf(ERROR, length), 0, length))
                    .isNull();
            assertThat(DirectEnvelope.read(ERROR, 0, length)).isNull();
        }
        assertThat(read(ERROR, 0, DirectEnvelope.ANSWER_BYTES).packetOffset()).isEqualTo(DirectEnvelope.ANSWER_BYTES);
        assertThat(read(REQUEST, 0, DirectEnvelope.BYTES).packetOffset()).isEqualTo(DirectEnvelope.BYTES);
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        long seed = 99;
        var random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            var bytes = (random.nextBoolean() ? REQUEST : ERROR).clone();
            for (int i = random.nextInt(5); i >= 0; i--) bytes[random.nextInt(40)] = (byte) random.nextInt();
            int length = random.nextInt(bytes.length + 1);
            var envelope = DirectEnvelope.read(bytes, 0, length);
            if (envelope == null) continue;
            assertThat(envelope.packetOffset())
                    .as("seed %d, round %d", seed, round)
                    .isBetween(19, length);
            assertThat(envelope.error() && envelope.replyTo() == null).isFalse();
        }
    }

    private static void assertRefused(byte[] good, int at, int value) {
        var bytes = good.clone();
        bytes[at] = (byte) value;
        assertThat(DirectEnvelope.read(bytes, 0, bytes.length)).isNull();
    }

    private static DirectEnvelope read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    private static DirectEnvelope read(byte[] bytes, int offset, int length) {
        return Objects.requireNonNull(DirectEnvelope.read(bytes, offset, length));
    }

    private static MessageId id(String hex) {
        return new MessageId(
                HexFormat.fromHexDigitsToLong(hex.substring(0, 16)), HexFormat.fromHexDigitsToLong(hex.substring(16)));
    }
}
