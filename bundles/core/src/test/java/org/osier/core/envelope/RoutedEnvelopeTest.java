package org.osier.core.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.Vectors;
import org.osier.core.envelope.RoutedEnvelope.Head;
import org.osier.core.identity.Identity;

/** Envelopes that relays carry, against the Osier wire vectors, written independently from WIRE.md. */
class RoutedEnvelopeTest {
    private static final JsonObject VECTORS = Vectors.read("osier.json");
    private static final JsonObject ENVELOPE = VECTORS.getAsJsonObject("envelope");
    private static final byte[] CLUSTER_ID = Vectors.hex(VECTORS.getAsJsonObject("cluster"), "cluster_id");
    private static final Identity A = identity("identity_A");
    private static final Identity B = identity("identity_B");
    private static final MessageId REQUEST_ID = MessageId.of(0x019b76da2800L, 0, 0xa0a1a2a3a4a5a6a7L);
    private static final MessageId REPLY_ID = MessageId.of(0x019b76da2801L, 0, 0xb0b1b2b3b4b5b6b7L);
    private static final Head REQUEST = new Head(REQUEST_ID, A.id(), B.id(), null, false, true);
    private static final Head REPLY = new Head(REPLY_ID, B.id(), A.id(), REQUEST_ID, false, false);

    @Test
    void requestOfTheVectorsIsReadAndItsSignatureHolds() {
        var envelope = read("forwarded_hops_0");

        assertThat(envelope.head()).isEqualTo(REQUEST);
        assertThat(envelope.hops()).isZero();
        assertThat(envelope.packet()).isEqualTo(packet("packet_A_to_B"));
        assertThat(envelope.signed(CLUSTER_ID)).isEqualTo(Vectors.hex(ENVELOPE, "forwarded_signed_bytes"));
        assertThat(holds(envelope, A)).isTrue();
        assertThat(holds(envelope, B)).isFalse();
    }

    @Test
    void replyOfTheVectorsIsReadAndItsSignatureHolds() {
        var envelope = read("reply_forwarded");

        assertThat(envelope.head()).isEqualTo(REPLY);
        assertThat(envelope.packet()).isEqualTo(packet("packet_B_to_A_reply"));
        assertThat(envelope.signed(CLUSTER_ID)).isEqualTo(Vectors.hex(ENVELOPE, "reply_signed_bytes"));
        assertThat(holds(envelope, B)).isTrue();
    }

    @Test
    void envelopesOfTheVectorsAreWritten() {
        var request = RoutedEnvelope.write(
                REQUEST, CLUSTER_ID, packet("packet_A_to_B").array(), A::sign);
        var reply = RoutedEnvelope.write(
                REPLY, CLUSTER_ID, packet("packet_B_to_A_reply").array(), B::sign);

        assertThat(request.bytes()).isEqualTo(Vectors.hex(ENVELOPE, "forwarded_hops_0"));
        assertThat(reply.bytes()).isEqualTo(Vectors.hex(ENVELOPE, "reply_forwarded"));
    }

    @Test
    void relayAddsAHopAndTheSignatureStillHolds() {
        var forwarded = read("forwarded_hops_0").forwarded().orElseThrow();

        assertThat(forwarded.bytes()).isEqualTo(Vectors.hex(ENVELOPE, "forwarded_hops_1"));
        assertThat(forwarded.hops()).isEqualTo(1);
        assertThat(holds(forwarded, A)).isTrue();
    }

    @Test
    void relayForwardsSixHopsAndReceiverTakesSevenAndNobodyEight() {
        var envelope = Optional.of(read("forwarded_hops_0"));
        for (int hops = 0; hops < 7; hops++) envelope = envelope.flatMap(RoutedEnvelope::forwarded);

        assertThat(envelope.orElseThrow().hops()).isEqualTo(7);
        assertThat(RoutedEnvelope.read(envelope.orElseThrow().bytes())).isNotNull();
        assertThat(envelope.flatMap(RoutedEnvelope::forwarded)).isEmpty();
        assertThat(RoutedEnvelope.read(Vectors.hex(ENVELOPE, "refused_hops_8"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "error_reply_direct_302"})
    void directEnvelopesAreNotRouted(String name) {
        assertThat(RoutedEnvelope.read(Vectors.hex(ENVELOPE, name))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0x0b, true",
        "0x0f, true",
        "0x1f, true",
        "0x2b, true",
        "0x1b, false",
        "0x2f, false",
        "0x3f, false",
        "0x0a, false",
        "0x09, false",
        "0x03, false",
        "0x4b, false",
        "0x8b, false",
        "0x00, false",
        "0x20, false"
    })
    void flagsMustMakeSense(String flags, boolean taken) {
        var bytes = Vectors.hex(ENVELOPE, "reply_forwarded");
        bytes[1] = Integer.decode(flags).byteValue();

        assertThat(RoutedEnvelope.read(bytes) != null).isEqualTo(taken);
    }

    @Test
    void everyCutOfTheHeadIsRefused() {
        var good = Vectors.hex(ENVELOPE, "reply_forwarded");
        int head = good.length - packet("packet_B_to_A_reply").remaining();
        for (int length = 0; length < head; length++) {
            assertThat(RoutedEnvelope.read(Arrays.copyOf(good, length))).isNull();
        }
        assertThat(Objects.requireNonNull(RoutedEnvelope.read(Arrays.copyOf(good, head)))
                        .packet()
                        .remaining())
                .isZero();
    }

    /** Goal: everything but hops is signed. Method: one bit of every byte, flipped. */
    @Test
    void flippedBitIsRefusedOrBreaksTheSignatureUnlessItIsInHops() {
        var good = Vectors.hex(ENVELOPE, "forwarded_hops_0");
        for (int at = 0; at < good.length; at++) {
            var bytes = good.clone();
            bytes[at] ^= (byte) (1 << at % 3); // low bits, so that hops stay below 8
            var envelope = RoutedEnvelope.read(bytes);
            if (envelope != null) {
                assertThat(holds(envelope, A)).as("byte %d", at).isEqualTo(at == 2);
            }
        }
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        long seed = 98;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var bytes = Vectors.hex(ENVELOPE, random.nextBoolean() ? "reply_forwarded" : "forwarded_hops_0");
            for (int i = random.nextInt(5); i >= 0; i--) bytes[random.nextInt(40)] = (byte) random.nextInt();
            var envelope = RoutedEnvelope.read(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
            if (envelope != null) {
                assertThat(envelope.signature())
                        .as("seed %d, round %d", seed, round)
                        .hasSize(64);
            }
        }
    }

    @Test
    void headCannotBeBuiltWrong() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Head(REPLY_ID, B.id(), A.id(), null, true, false));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Head(REPLY_ID, B.id(), A.id(), REQUEST_ID, false, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoutedEnvelope.write(REQUEST, CLUSTER_ID, new byte[0], signed -> new byte[63]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RoutedEnvelope.write(REQUEST, new byte[31], new byte[0], A::sign));
    }

    private static RoutedEnvelope read(String name) {
        return Objects.requireNonNull(RoutedEnvelope.read(Vectors.hex(ENVELOPE, name)));
    }

    private static boolean holds(RoutedEnvelope envelope, Identity source) {
        return Ed25519.verify(source.publicKey(), envelope.signed(CLUSTER_ID), envelope.signature());
    }

    private static ByteBuffer packet(String name) {
        return ByteBuffer.wrap(Vectors.hex(VECTORS.getAsJsonObject("ueps"), name));
    }

    private static Identity identity(String name) {
        var vector = VECTORS.getAsJsonObject(name);
        return Identity.of(Vectors.hex(vector, "ed25519_seed"), Vectors.hex(vector, "x25519_private"));
    }
}
