package org.osier.ueps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.Vectors;
import org.osier.ueps.BadPacketException.Reason;

/** Packets against the vectors of dialect A; the original's reader is lenient, ours is strict (WIRE.md, section 6). */
class PacketVectorsTest {
    private static final JsonObject VECTORS = Vectors.read("ueps.json");

    static Stream<Named<JsonObject>> plain() {
        return vectors("valid").filter(v -> !v.getPayload().has("extra_tlvs"));
    }

    static Stream<Named<JsonObject>> extended() {
        return vectors("valid").filter(v -> v.getPayload().has("extra_tlvs"));
    }

    static Stream<Named<JsonObject>> refused() {
        return Stream.concat(vectors("malformed"), vectors("lenient_or_ambiguous"));
    }

    private static Stream<Named<JsonObject>> vectors(String list) {
        return Vectors.objects(VECTORS.getAsJsonArray(list))
                .map(v -> Named.of(v.get("name").getAsString(), v));
    }

    @Test
    void everyVectorIsUsed() {
        assertThat(plain()).hasSize(10);
        assertThat(extended()).hasSize(2);
        assertThat(refused()).hasSize(27);
    }

    @ParameterizedTest
    @MethodSource("plain")
    void validPacketIsWrittenByteForByte(JsonObject vector) {
        var written = Packet.write(
                number(vector, "version"),
                number(vector, "current_layer"),
                number(vector, "target_layer"),
                number(vector, "intent_id"),
                number(vector, "threat_score"),
                ByteBuffer.wrap(payload(vector)),
                mac(vector));

        assertThat(written.bytes()).isEqualTo(packet(vector)).hasSize(number(vector, "packet_len"));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void validPacketIsReadWhateverItsVersionAndLayers(JsonObject vector) throws Exception {
        var packet = Packet.read(ByteBuffer.wrap(packet(vector)));

        assertThat(packet.version()).isEqualTo(number(vector, "version"));
        assertThat(packet.currentLayer()).isEqualTo(number(vector, "current_layer"));
        assertThat(packet.targetLayer()).isEqualTo(number(vector, "target_layer"));
        assertThat(packet.intent()).isEqualTo(number(vector, "intent_id"));
        assertThat(packet.threat()).isEqualTo(number(vector, "threat_score"));
        assertThat(packet.payload()).isEqualTo(ByteBuffer.wrap(payload(vector)));
        assertThat(packet.authentic(mac(vector))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("extended")
    void furtherFieldsAreRefused(JsonObject vector) {
        assertRefused(vector, Reason.UNKNOWN_TAG);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void malformedAndLenientPacketsAreRefused(JsonObject vector) throws Exception {
        var reason = vector.get("strict_reason").getAsString();
        if (vector.get("name").getAsString().equals("reordered-without-resign")) {
            // The vector names what the original's order of checks sees; here the form is checked before the HMAC.
            assertRefused(vector, Reason.TAG_ORDER);
        } else if (reason.equals("HMAC_MISMATCH")) {
            assertThat(Packet.read(ByteBuffer.wrap(packet(vector))).authentic(mac(vector)))
                    .isFalse();
        } else {
            assertRefused(vector, Reason.valueOf(reason));
        }
    }

    static Stream<Named<JsonObject>> brief() {
        return plain().filter(v -> number(v.getPayload(), "packet_len") <= 256);
    }

    /** Goal: no cut and no flipped bit passes. Method: all of them, for the packets short enough. */
    @ParameterizedTest
    @MethodSource("brief")
    void everyCutAndEveryFlippedBitIsRefused(JsonObject vector) {
        var good = packet(vector);
        var mac = mac(vector);
        for (int length = 0; length < good.length; length++) {
            assertThat(passes(Arrays.copyOf(good, length), mac))
                    .as("cut to %d", length)
                    .isFalse();
        }
        for (int bit = 0; bit < good.length * 8; bit++) {
            var flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(passes(flipped, mac)).as("bit %d", bit).isFalse();
        }
    }

    private static boolean passes(byte[] bytes, Mac mac) {
        try {
            return Packet.read(ByteBuffer.wrap(bytes)).authentic(mac);
        } catch (BadPacketException e) {
            return false;
        }
    }

    private static void assertRefused(JsonObject vector, Reason reason) {
        assertThatExceptionOfType(BadPacketException.class)
                .isThrownBy(() -> Packet.read(ByteBuffer.wrap(packet(vector))))
                .extracting(BadPacketException::reason)
                .isEqualTo(reason);
    }

    private static int number(JsonObject vector, String member) {
        return vector.get(member).getAsInt();
    }

    private static byte[] payload(JsonObject vector) {
        return vector.has("payload_hex") ? Vectors.hex(vector, "payload_hex") : repeated(vector);
    }

    private static byte[] packet(JsonObject vector) {
        if (vector.has("packet_hex")) return Vectors.hex(vector, "packet_hex");
        var head = Vectors.hex(vector, "packet_prefix_hex");
        var body = repeated(vector);
        var whole = Arrays.copyOf(head, vector.get("packet_len").getAsInt());
        System.arraycopy(body, 0, whole, Packet.OVERHEAD, body.length);
        return whole;
    }

    private static byte[] repeated(JsonObject vector) {
        var rule = vector.getAsJsonObject("payload_rule");
        var bytes = new byte[rule.get("count").getAsInt()];
        Arrays.fill(bytes, HexFormat.of().parseHex(rule.get("repeat_byte_hex").getAsString())[0]);
        return bytes;
    }

    private static Mac mac(JsonObject vector) {
        var key = new SecretKeySpec(Vectors.hex(vector, "secret_hex"), "HmacSHA256");
        return (header, payload) -> {
            try {
                var mac = javax.crypto.Mac.getInstance("HmacSHA256");
                mac.init(key);
                mac.update(header);
                mac.update(payload);
                return mac.doFinal();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        };
    }
}
