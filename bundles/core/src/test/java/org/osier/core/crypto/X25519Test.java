package org.osier.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7748, and the keys that give every agreement away. */
class X25519Test {
    private static final String ALICE = "77076d0a7318a57d3c16c17251b26645b99bcdd5c9e1ee4f7c8f4c3e1e9a9c2a";

    /** Section 5.2. */
    @ParameterizedTest
    @CsvSource({
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
                + "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
                + "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
                + "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
                + "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
    })
    void agreesAsInTheRfc(String scalar, String u, String result) {
        assertThat(X25519.agree(hex(scalar), hex(u))).hasValue(hex(result));
    }

    /** Section 5.2: each result is the next scalar, the scalar the next u. A million rounds are left out. */
    @Test
    void agreesAThousandTimesAsInTheRfc() {
        var scalar = hex("0900000000000000000000000000000000000000000000000000000000000000");
        var u = scalar;
        for (int round = 1; round <= 1_000; round++) {
            var result = X25519.agree(scalar, u).orElseThrow();
            u = scalar;
            scalar = result;
            if (round == 1)
                assertThat(result).isEqualTo(hex("422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079"));
        }
        assertThat(scalar).isEqualTo(hex("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51"));
    }

    /** Section 6.1. */
    @Test
    void bothSidesComeToTheSecretOfTheRfc() {
        var alice = hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        var bob = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        var alicesKey = hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
        var bobsKey = hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        var secret = hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
        assertThat(X25519.publicKey(alice)).isEqualTo(alicesKey);
        assertThat(X25519.publicKey(bob)).isEqualTo(bobsKey);
        assertThat(X25519.agree(alice, bobsKey)).hasValue(secret);
        assertThat(X25519.agree(bob, alicesKey)).hasValue(secret);
    }

    /** The points of small order on the curve and on its twist, reduced and not, with and without the unused bit. */
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
    void smallOrderGivesNoSecret(String key) {
        assertThat(X25519.isSmallOrder(hex(key))).isTrue();
        assertThat(X25519.agree(hex(ALICE), hex(key))).isEmpty();
    }

    @Test
    void anHonestKeyHasNoSmallOrder() {
        assertThat(X25519.isSmallOrder(X25519.publicKey(hex(ALICE)))).isFalse();
    }

    @Test
    void anotherLengthIsTheCallersMistake() {
        assertThatThrownBy(() -> X25519.agree(new byte[32], new byte[31]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("31");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
