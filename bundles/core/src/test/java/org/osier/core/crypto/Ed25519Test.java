package org.osier.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8032 as everybody must read it here, and the signatures about which implementations disagree. */
class Ed25519Test {
    private static final BigInteger L = Edwards.ORDER;
    private static final byte[] SEED = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final byte[] KEY = Ed25519.publicKey(SEED);
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.US_ASCII);

    /** Tests 1 to 3 of RFC 8032, section 7.1. */
    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    })
    void signsAndVerifiesAsInTheRfc(String seed, String key, String message, String signature) {
        assertThat(Ed25519.publicKey(hex(seed))).isEqualTo(hex(key));
        assertThat(Ed25519.sign(hex(seed), hex(key), hex(message))).isEqualTo(hex(signature));
        assertThat(Ed25519.verify(hex(key), hex(message), hex(signature))).isTrue();
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
