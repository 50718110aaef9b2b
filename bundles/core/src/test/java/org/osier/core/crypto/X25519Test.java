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

    /** Section 6.1. */
    @Test
    void bothSidesComeToTheSameSecret() {
        var alice = hex("77076d0a7318a57d3c16c17251b26645df4c2f99ed2a57e3d5d37a8e5a3a6b8f");
        var bob = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        var secret = X25519.agree(alice, X25519.publicKey(bob));
        assertThat(X25519.publicKey(bob))
                .isEqualTo(hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"));
        assertThat(secret).isPresent();
        assertThat(X25519.agree(bob, X25519.publicKey(alice))).hasValue(secret.orElseThrow());
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
