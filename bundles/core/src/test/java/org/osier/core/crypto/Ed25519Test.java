package org.osier.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8032 as everybody must read it here, and the signatures about which implementations disagree. */
class Ed25519Test {
    private static final BigInteger L = Edwards.ORDER;
    private static final byte[] SEED = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final byte[] KEY = Ed25519.publicKey(SEED);
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);

    static Stream<JsonObject> rfc8032() {
        return Vectors.read("rfc8032.json").getAsJsonArray("tests").asList().stream()
                .map(JsonElement::getAsJsonObject);
    }

    /** All of RFC 8032, section 7.1. */
    @ParameterizedTest
    @MethodSource("rfc8032")
    void signsAndVerifiesAsInTheRfc(JsonObject test) {
        var seed = Vectors.hex(test, "seed");
        var key = Vectors.hex(test, "key");
        var message = Vectors.hex(test, "message");
        var signature = Vectors.hex(test, "signature");
        assertThat(Ed25519.publicKey(seed)).isEqualTo(key);
        assertThat(Ed25519.sign(seed, key, message)).isEqualTo(signature);
        assertThat(Ed25519.verify(key, message, signature)).isTrue();
    }

    @Test
    void refusesEveryChangedBit() {
        var signature = Ed25519.sign(SEED, KEY, MESSAGE);
        for (int bit = 0; bit < 512; bit++) {
            var changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Ed25519.verify(KEY, MESSAGE, changed)).as("bit %d", bit).isFalse();
        }
        assertThat(Ed25519.verify(KEY, new byte[0], signature)).isFalse();
    }

    @Test
    void refusesAnotherLengthWithoutAnException() {
        var signature = Ed25519.sign(SEED, KEY, MESSAGE);
        assertThat(Ed25519.verify(KEY, MESSAGE, Arrays.copyOf(signature, 63))).isFalse();
        assertThat(Ed25519.verify(KEY, MESSAGE, Arrays.copyOf(signature, 65))).isFalse();
        assertThat(Ed25519.verify(Arrays.copyOf(KEY, 31), MESSAGE, signature)).isFalse();
        assertThat(Ed25519.isGoodKey(new byte[0])).isFalse();
    }

    @Test
    void refusesAnSThatIsNotReduced() {
        var signature = Ed25519.sign(SEED, KEY, MESSAGE);
        var s = Edwards.number(Arrays.copyOfRange(signature, 32, 64)).add(L);
        System.arraycopy(Edwards.bytes(s), 0, signature, 32, 32);
        assertThat(Ed25519.verify(KEY, MESSAGE, signature)).isFalse();
    }

    /** The points of small order, canonical and not, and what is no point. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0200000000000000000000000000000000000000000000000000000000000000"
            })
    void refusesKeysOutsideThePrimeOrderGroup(String key) {
        assertThat(Ed25519.isGoodKey(hex(key))).isFalse();
        assertThat(Ed25519.verify(hex(key), MESSAGE, new byte[64])).isFalse();
    }

    @Test
    void refusesAKeyWithAComponentOfSmallOrder() {
        var mixed = Edwards.add(Edwards.decode(KEY), Edwards.ORDER_8);
        assertThat(Ed25519.isGoodKey(KEY)).isTrue();
        assertThat(Ed25519.isGoodKey(Edwards.encode(mixed))).isFalse();
    }

    /**
     * Goal: the equation holds without the factor 8. Method: the owner of a key adds points of small order to R, which
     * checks with a factor accept always, and a check by a random multiple sometimes; so many messages are tried.
     */
    @Test
    void refusesAnRWithAComponentOfSmallOrder() {
        for (int i = 0; i < 40; i++) {
            var message = new byte[] {(byte) i};
            for (int factor : new int[] {1, 2, 4}) {
                var r = BigInteger.valueOf(7 + i);
                var point = Edwards.add(
                        Edwards.multiply(r, Edwards.BASE),
                        Edwards.multiply(BigInteger.valueOf(factor), Edwards.ORDER_8));
                assertThat(Ed25519.verify(KEY, message, signature(Edwards.encode(point), r, message)))
                        .as("message %d, order %d", i, 8 / factor)
                        .isFalse();
            }
            var r = BigInteger.valueOf(7 + i);
            var honest = Edwards.encode(Edwards.multiply(r, Edwards.BASE));
            assertThat(Ed25519.verify(KEY, message, signature(honest, r, message)))
                    .isTrue();
        }
    }

    @Test
    void takesTheNeutralPointAsRBecauseTheEquationHolds() {
        var neutral = new byte[32];
        neutral[0] = 1;
        assertThat(Ed25519.verify(KEY, MESSAGE, signature(neutral, BigInteger.ZERO, MESSAGE)))
                .isTrue();
        neutral[31] = (byte) 0x80; // the same point, not canonical
        assertThat(Ed25519.verify(KEY, MESSAGE, signature(neutral, BigInteger.ZERO, MESSAGE)))
                .isFalse();
    }

    /** R as given, and the S that belongs to it: r + SHA-512(R, A, M) * a. */
    private static byte[] signature(byte[] point, BigInteger r, byte[] message) {
        try {
            var sha = MessageDigest.getInstance("SHA-512");
            var a = Arrays.copyOf(sha.digest(SEED), 32);
            a[0] &= (byte) 0xf8;
            a[31] = (byte) (a[31] & 0x7f | 0x40);
            sha.update(point);
            sha.update(KEY);
            var h = Edwards.number(sha.digest(message));
            var s = r.add(h.multiply(Edwards.number(a))).mod(L);
            var signature = Arrays.copyOf(point, 64);
            System.arraycopy(Edwards.bytes(s), 0, signature, 32, 32);
            return signature;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
