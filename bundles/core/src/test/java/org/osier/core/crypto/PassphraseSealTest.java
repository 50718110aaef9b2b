package org.osier.core.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

/** What is sealed under a passphrase: opens with it, and with nothing else. */
class PassphraseSealTest {
    private static final byte[] CONTEXT = "osier/1 test\0".getBytes(US_ASCII);
    private static final char[] PASSPHRASE = "correct horse".toCharArray();

    private static final byte[] SECRET = {1, 2, 3, 4, 5};

    /** Made once: Argon2id takes its time. */
    private static final byte[] SEALED = PassphraseSeal.seal(PASSPHRASE, CONTEXT, SECRET, new SecureRandom());

    @Test
    void opensWithThePassphraseAndTheContextAlone() throws Exception {
        assertThat(PassphraseSeal.open(PASSPHRASE, CONTEXT, SEALED)).isEqualTo(SECRET);
        assertThatThrownBy(() -> PassphraseSeal.open("correct horsf".toCharArray(), CONTEXT, SEALED))
                .isInstanceOf(BadSealException.class)
                .hasMessage("the passphrase is wrong, or the file was changed");
        assertThatThrownBy(() -> PassphraseSeal.open(PASSPHRASE, "osier/1 other\0".getBytes(US_ASCII), SEALED))
                .isInstanceOf(BadSealException.class);
    }

    @Test
    void everySealHasASaltOfItsOwn() {
        var again = PassphraseSeal.seal(PASSPHRASE, CONTEXT, SECRET, new SecureRandom());
        assertThat(again).hasSameSizeAs(SEALED).isNotEqualTo(SEALED);
        assertThat(SEALED).hasSize(PassphraseSeal.OVERHEAD_BYTES + SECRET.length);
    }

    /** Of version, cost, salt, ciphertext. */
    @Test
    void aChangedByteOpensNothing() {
        for (int at : new int[] {0, 9, 10, 26}) {
            var changed = SEALED.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> PassphraseSeal.open(PASSPHRASE, CONTEXT, changed))
                    .as("byte %d", at)
                    .isInstanceOf(BadSealException.class);
        }
    }

    @Test
    void whatIsCutOpensNothing() {
        for (int length : new int[] {0, 1, 25, PassphraseSeal.OVERHEAD_BYTES - 1, SEALED.length - 1}) {
            assertThatThrownBy(() -> PassphraseSeal.open(PASSPHRASE, CONTEXT, Arrays.copyOf(SEALED, length)))
                    .as("%d bytes", length)
                    .isInstanceOf(BadSealException.class);
        }
    }

    /** Goal: a file cannot take all memory or time of whoever tries to open it. Nothing is computed for these. */
    @Test
    void costsBeyondTheLimitsAreRefusedAtOnce() {
        int[][] costs = {
            {262_145, 3, 4}, {65_536, 17, 4}, {65_536, 3, 17}, {-1, 3, 4}, {31, 3, 4}, {65_536, 0, 4}, {64, 3, 0}
        };
        for (var cost : costs) {
            var hostile = SEALED.clone();
            ByteBuffer.wrap(hostile).putInt(1, cost[0]).putInt(5, cost[1]).put(9, (byte) cost[2]);
            assertThatThrownBy(() -> PassphraseSeal.open(PASSPHRASE, CONTEXT, hostile))
                    .as(Arrays.toString(cost))
                    .hasMessage("it asks for more memory or time than any file of ours");
        }
    }

    /** The same letter as one character and as two. */
    @Test
    void aPassphraseHasOneFormOnEveryKeyboard() throws Exception {
        var composed = PassphraseSeal.seal("caf\u00e9 au lait".toCharArray(), CONTEXT, SECRET, new SecureRandom());
        assertThat(PassphraseSeal.open("cafe\u0301 au lait".toCharArray(), CONTEXT, composed))
                .isEqualTo(SECRET);
    }

    @Test
    void aShortPassphraseIsTheCallersMistake() {
        assertThatThrownBy(() -> PassphraseSeal.seal("seven77".toCharArray(), CONTEXT, SECRET, new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** RFC 9106, section 5.3: the library is the one of the RFC. */
    @Test
    void argon2idIsThatOfTheRfc() {
        var parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(32)
                .withIterations(3)
                .withParallelism(4)
                .withSalt(filled(16, 2))
                .withSecret(filled(8, 3))
                .withAdditional(filled(12, 4))
                .build();
        var argon2 = new Argon2BytesGenerator();
        argon2.init(parameters);
        var tag = new byte[32];
        argon2.generateBytes(filled(32, 1), tag);
        assertThat(tag)
                .isEqualTo(HexFormat.of().parseHex("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"));
    }

    private static byte[] filled(int length, int with) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }
}
