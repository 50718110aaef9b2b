package org.osier.core.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What two of the systems before this one derive from a PIN or a topic, from the vectors in {@code earlier.json}: so that
 * what TRUST.md says of them is known and not believed. Nothing of it is used.
 */
class EarlierSystemsTest {
    private static final JsonObject VECTORS = Vectors.read("earlier.json");

    // --- Krill

    /** One HMAC, no salt, no iterations. */
    private static String bearer(String pin) {
        return hex(HmacSha256.of("krill-api-pbkdf2-v1".getBytes(UTF_8), pin.getBytes(UTF_8)));
    }

    private static String token(String pin, String installId, long window) {
        var nodeKey = HmacSha256.of(installId.getBytes(UTF_8), pin.getBytes(UTF_8));
        var mac =
                HmacSha256.of(nodeKey, ByteBuffer.allocate(8).putLong(0, window).array());
        return hex(Arrays.copyOf(mac, 4));
    }

    @Test
    void theBearerOfKrillIsOneHmacOfThePin() {
        for (var one : VECTORS.getAsJsonObject("bearer").entrySet())
            assertThat(bearer(one.getKey())).isEqualTo(one.getValue().getAsString());
    }

    @Test
    void theTokenOfKrillIsThatOfThePinAndOfTheTime() {
        for (var one : VECTORS.getAsJsonArray("token")) {
            var vector = one.getAsJsonObject();
            long window =
                    vector.get("t").getAsLong() / 30 + vector.get("offset").getAsLong();
            assertThat(window).isEqualTo(vector.get("window").getAsLong());
            assertThat(token(text(vector, "pin"), text(vector, "installId"), window))
                    .isEqualTo(text(vector, "token"));
        }
        var deployed = VECTORS.getAsJsonObject("tokenOfBearer");
        var first = VECTORS.getAsJsonArray("token").get(0).getAsJsonObject();
        assertThat(token(
                        bearer(text(deployed, "pin")),
                        text(first, "installId"),
                        first.get("t").getAsLong() / 30))
                .isEqualTo(text(deployed, "token"));
    }

    /** Why ours has a secret of 256 bits, and a PIN that nobody can try without us. */
    @Test
    void whoHearsOneBeaconOfKrillHasThePinAndTheBearerOfAll() {
        var heard = token("7391", "550e8400-e29b-41d4-a716-446655440000", 56_666_666);

        var found = IntStream.range(0, 10_000)
                .mapToObj(pin -> String.format("%04d", pin))
                .filter(pin -> token(pin, "550e8400-e29b-41d4-a716-446655440000", 56_666_666)
                        .equals(heard))
                .toList();

        assertThat(found).containsExactly("7391");
    }

    // --- the topic tracker of id

    private static byte[] first32(byte[]... parts) {
        try {
            var sha512 = MessageDigest.getInstance("SHA-512");
            for (var part : parts) sha512.update(part);
            return Arrays.copyOf(sha512.digest(), 32);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] minute(long minute, ByteOrder order) {
        return ByteBuffer.allocate(8).order(order).putLong(0, minute).array();
    }

    @Test
    void whereATopicLiesFollowsFromItsNameAndTheMinute() throws Exception {
        for (var one : VECTORS.getAsJsonArray("topics")) {
            var vector = one.getAsJsonObject();
            long minute = vector.get("unix_minute").getAsLong();
            var topic = first32(text(vector, "topic").getBytes(UTF_8));
            assertThat(hex(topic)).isEqualTo(text(vector, "topic_hash"));
            var little = minute(minute, ByteOrder.LITTLE_ENDIAN);
            // The key that signs in the DHT: no secret in it, so anybody who knows the name signs as well.
            var seed = first32(topic, little);
            assertThat(hex(seed)).isEqualTo(text(vector, "dht_sign_seed"));
            var key = Ed25519.publicKey(seed);
            assertThat(hex(key)).isEqualTo(text(vector, "dht_public_key"));
            var salt = first32("salt".getBytes(UTF_8), topic, little);
            assertThat(hex(salt)).isEqualTo(text(vector, "salt"));
            var sha1 = MessageDigest.getInstance("SHA-1"); // BEP 44
            sha1.update(key);
            assertThat(hex(sha1.digest(salt))).isEqualTo(text(vector, "dht_target"));
        }
    }

    /** One secret opens every minute that was and will be. */
    @Test
    void whoHasTheSecretOfATopicOpensAllOfItsMinutes() {
        for (var one : VECTORS.getAsJsonArray("topics")) {
            var vector = one.getAsJsonObject();
            var secret = first32(text(vector, "secret").getBytes(UTF_8));
            assertThat(hex(secret)).isEqualTo(text(vector, "secret_hash"));
            var topic = first32(text(vector, "topic").getBytes(UTF_8));
            long minute = vector.get("unix_minute").getAsLong();
            var seed = first32(topic, minute(minute, ByteOrder.BIG_ENDIAN), secret);
            assertThat(hex(seed)).isEqualTo(text(vector, "enc_seed"));
            var scalar = first32(seed); // clamped by X25519 itself
            assertThat(hex(X25519.publicKey(scalar))).isEqualTo(text(vector, "enc_x25519_public"));
        }
    }

    private static String text(JsonObject vector, String member) {
        return vector.get(member).getAsString();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
