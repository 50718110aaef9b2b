package org.osier.core.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** SHA-256, HMAC and HKDF against their standards. */
class HashesTest {
    @Test
    void sha256TakesPartsAsOne() {
        var expected = hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-4, "abc"
        assertThat(Sha256.of(ascii("abc"))).isEqualTo(expected);
        assertThat(Sha256.of(ascii("a"), new byte[0], ascii("bc"))).isEqualTo(expected);
    }

    /** RFC 4231, test case 2. */
    @Test
    void hmacIsThatOfTheRfc() {
        var expected = hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(HmacSha256.of(ascii("Jefe"), ascii("what do ya want "), ascii("for nothing?")))
                .isEqualTo(expected);
        var mac = new HmacSha256(ascii("Jefe"));
        var second = ByteBuffer.wrap(ascii("for nothing?"));
        assertThat(mac.over(ByteBuffer.wrap(ascii("what do ya want ")), second)).isEqualTo(expected);
        assertThat(second.hasRemaining()).isFalse();
    }

    /** RFC 5869, test cases 1 to 3, those with SHA-256; the last has an empty salt. */
    @Test
    void hkdfIsThatOfTheRfc() {
        assertThat(Hkdf.derive(hex("000102030405060708090a0b0c"), ikm(), hex("f0f1f2f3f4f5f6f7f8f9"), 42))
                .isEqualTo(hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
        assertThat(Hkdf.derive(counting(0x60, 80), counting(0, 80), counting(0xb0, 80), 82))
                .isEqualTo(hex(
                        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e59"
                                + "0e09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"));
        assertThat(Hkdf.derive(new byte[0], ikm(), new byte[0], 42))
                .isEqualTo(hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
    }

    @Test
    void hkdfHasAnEnd() {
        assertThat(Hkdf.derive(new byte[0], ikm(), new byte[0], 8_160)).hasSize(8_160);
        assertThatThrownBy(() -> Hkdf.derive(new byte[0], ikm(), new byte[0], 8_161))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hkdf.derive(new byte[0], ikm(), new byte[0], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] ikm() {
        return hex("0b".repeat(22));
    }

    private static byte[] counting(int from, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (from + i);
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
