package org.osier.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ciphers: in place, reused, forged. */
class AeadTest {
    private static final byte[] KEY = new byte[32];

    static {
        Arrays.fill(KEY, (byte) 7);
    }

    @ParameterizedTest
    @EnumSource
    void sealsAndOpensInTheMiddleOfABuffer(AeadAlgorithm algorithm) throws Exception {
        var sender = new Aead(algorithm, KEY);
        var receiver = new Aead(algorithm, KEY);
        for (int length : new int[] {0, 1, 16, 1_000, 65_519}) {
            var buffer = new byte[5 + length + 16 + 3];
            Arrays.fill(buffer, (byte) 9);
            var before = buffer.clone();
            assertThat(sender.seal(length, buffer, 5, length)).isEqualTo(length + 16);
            assertThat(receiver.open(length, buffer, 5, length + 16)).isEqualTo(length);
            assertThat(Arrays.copyOf(buffer, 5 + length)).isEqualTo(Arrays.copyOf(before, 5 + length));
            assertThat(Arrays.copyOfRange(buffer, 5 + length + 16, buffer.length))
                    .containsOnly(9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryChangedByteAndGoesOn(AeadAlgorithm algorithm) throws Exception {
        var sealed = new byte[20];
        new Aead(algorithm, KEY).seal(1, sealed, 0, 4);
        var receiver = new Aead(algorithm, KEY);
        for (int i = 0; i < sealed.length; i++) {
            var forged = sealed.clone();
            forged[i] ^= 1;
            assertThatThrownBy(() -> receiver.open(1, forged, 0, forged.length)).isInstanceOf(BadTagException.class);
            // On Java 17 ChaCha20 would refuse the nonce of the forgery to what is true.
            assertThat(receiver.open(1, sealed.clone(), 0, sealed.length)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherNonceOtherDataAndWhatIsTooShort(AeadAlgorithm algorithm) {
        var aad = new byte[] {1};
        var sealed = new byte[20];
        new Aead(algorithm, KEY).seal(1, aad, sealed, 0, 4);
        var receiver = new Aead(algorithm, KEY);
        assertThatThrownBy(() -> receiver.open(2, aad, sealed.clone(), 0, 20)).isInstanceOf(BadTagException.class);
        assertThatThrownBy(() -> receiver.open(1, sealed.clone(), 0, 20)).isInstanceOf(BadTagException.class);
        assertThatThrownBy(() -> receiver.open(1, aad, sealed.clone(), 0, 15)).isInstanceOf(BadTagException.class);
    }

    @ParameterizedTest
    @EnumSource
    void neverSealsTwiceWithOneNonceInARow(AeadAlgorithm algorithm) {
        var aead = new Aead(algorithm, KEY);
        aead.seal(3, new byte[20], 0, 4);
        assertThatThrownBy(() -> aead.seal(3, new byte[20], 0, 4)).isInstanceOf(IllegalStateException.class);
    }

    /** Noise 12.3 and 12.4: the counter stands at the end of the nonce, in each cipher's own order. */
    @ParameterizedTest
    @EnumSource
    void laysTheNonceOutAsNoiseDoes(AeadAlgorithm algorithm) throws Exception {
        var nonce = new byte[12];
        nonce[algorithm == AeadAlgorithm.AES_256_GCM ? 11 : 4] = 0x42;
        var cipher = algorithm.newCipher();
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, algorithm.keyAlgorithm), algorithm.parameters(nonce));
        var ours = new byte[20];
        new Aead(algorithm, KEY).seal(0x42, ours, 0, 4);
        assertThat(ours).isEqualTo(cipher.doFinal(new byte[4]));
    }

    /** Noise 4.2, by its definition. */
    @ParameterizedTest
    @EnumSource
    void rekeyIsTheEncryptionOfZeros(AeadAlgorithm algorithm) {
        var zeros = new byte[48];
        new Aead(algorithm, KEY).seal(-1, zeros, 0, 32);
        var expected = new byte[20];
        new Aead(algorithm, Arrays.copyOf(zeros, 32)).seal(0, expected, 0, 4);
        var ours = new byte[20];
        new Aead(algorithm, KEY).rekeyed().seal(0, ours, 0, 4);
        assertThat(ours).isEqualTo(expected);
    }

    @Test
    void aKeyHas32Bytes() {
        assertThatThrownBy(() -> new Aead(AeadAlgorithm.AES_256_GCM, new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** McGrew and Viega, "The Galois/Counter Mode of Operation", test case 13. */
    @Test
    void theTagOfNothingIsThatOfGcm() {
        var aead = new Aead(AeadAlgorithm.AES_256_GCM, new byte[32]);
        var tag = new byte[16];
        aead.seal(0, tag, 0, 0);
        assertThat(tag).isEqualTo(HexFormat.of().parseHex("530f8afbc74536b9a963b4f1c4cb738b"));
    }
}
