package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.dispatch.Reply;
import org.osier.testkit.SamplePeer;

/**
 * Goal: foreign packets end as WIRE.md, section 6, has it. Method: the Osier wire vectors, written independently from
 * WIRE.md, each checked with the secret that it names.
 */
class UepsVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    static Stream<JsonObject> valid() {
        return vectors("valid");
    }

    static Stream<JsonObject> bad() {
        return Stream.concat(vectors("malformed"), vectors("lenient_or_ambiguous"));
    }

    @ParameterizedTest
    @MethodSource("valid")
    void aValidPacketIsDeliveredUnlessItsHeaderForbidsIt(JsonObject vector) throws Exception {
        var answer = dispatch(vector);

        if (vector.has("extra_tlvs") || vector.get("version").getAsInt() != 9) {
            assertThat(answer).startsWith("BAD_PACKET ");
        } else if (vector.get("threat_score").getAsInt() > 50_000) {
            assertThat(answer).startsWith("THREAT ");
        } else {
            assertThat(answer)
                    .isEqualTo(vector.get("intent_id").getAsInt() + " " + HEX.formatHex(sha256(payload(vector))));
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void anyOtherPacketIsRefused(JsonObject vector) {
        boolean formIsGood = vector.get("strict_reason").getAsString().equals("HMAC_MISMATCH")
                && !vector.get("name").getAsString().equals("flipped-version-byte") // 308 comes first
                && !vector.get("name").getAsString().equals("reordered-without-resign"); // strict: TAG_ORDER
        assertThat(dispatch(vector)).startsWith(formIsGood ? "NOT_AUTHENTIC " : "BAD_PACKET ");
    }

    private static String dispatch(JsonObject vector) {
        var secret = HEX.parseHex(vector.get("secret_hex").getAsString());
        var settings = new Settings(1, 65_536, Duration.ZERO);
        try (var it = new Dispatching((sender, packet) -> packet.authentic((h, p) -> hmac(secret, h, p)), settings)) {
            for (int intent = 0; intent <= 0xff; intent++) {
                it.bind(
                        intent,
                        false,
                        request ->
                                Reply.text(request.intent() + " " + HEX.formatHex(sha256(bytes(request.payload())))));
            }
            var packet = ByteBuffer.wrap(packet(vector));
            return it.send(new FakeEnvelope(SamplePeer.named("alpha"), 0, packet, true))
                    .answer();
        }
    }

    static byte[] packet(JsonObject vector) {
        if (vector.has("packet_hex"))
            return HEX.parseHex(vector.get("packet_hex").getAsString());
        var prefix = HEX.parseHex(vector.get("packet_prefix_hex").getAsString());
        var payload = payload(vector);
        return ByteBuffer.allocate(prefix.length + payload.length)
                .put(prefix)
                .put(payload)
                .array();
    }

    private static byte[] payload(JsonObject vector) {
        if (vector.has("payload_hex"))
            return HEX.parseHex(vector.get("payload_hex").getAsString());
        var rule = vector.getAsJsonObject("payload_rule");
        var bytes = new byte[rule.get("count").getAsInt()];
        Arrays.fill(bytes, HEX.parseHex(rule.get("repeat_byte_hex").getAsString())[0]);
        return bytes;
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] secret, ByteBuffer header, ByteBuffer payload) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(header);
            mac.update(payload);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<JsonObject> vectors(String list) {
        var file = Objects.requireNonNull(UepsVectorsTest.class.getResourceAsStream("/vectors/ueps.json"));
        try (var reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
            JsonArray array = JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray(list);
            return StreamSupport.stream(array.spliterator(), false).map(element -> element.getAsJsonObject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
