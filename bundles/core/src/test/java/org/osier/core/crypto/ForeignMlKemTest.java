package org.osier.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.core.foreign.ForeignPrograms;

/** ML-KEM-768 with the provider of a newer JDK and with the npm package of noble, each in both directions. */
@Timeout(120)
class ForeignMlKemTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final int ROUNDS = 20;

    private final Random random = new Random(768);

    private byte[] random(int bytes) {
        var some = new byte[bytes];
        random.nextBytes(some);
        return some;
    }

    @Test
    void theJdkAndWeUnderstandEachOther() throws Exception {
        try (var jdk = ForeignPrograms.start(ForeignPrograms.kemOfJdk())) {
            for (int i = 0; i < ROUNDS; i++) {
                var theirs = HEX.parseHex(jdk.ask("pair"));
                var made = MlKem768.encapsulate(theirs, random(MlKem768.RANDOM_BYTES))
                        .orElseThrow();
                assertThat(jdk.ask("decapsulate " + HEX.formatHex(made.ciphertext())))
                        .isEqualTo(HEX.formatHex(made.secret()));
                var forged = made.ciphertext().clone();
                forged[random.nextInt(forged.length)] ^= 1;
                assertThat(jdk.ask("decapsulate " + HEX.formatHex(forged))).isNotEqualTo(HEX.formatHex(made.secret()));

                var ours = new MlKem768(random(MlKem768.SEED_BYTES));
                var answer = jdk.ask("encapsulate " + HEX.formatHex(ours.encapsulationKey()))
                        .split(" ");
                assertThat(ours.decapsulate(HEX.parseHex(answer[0]))).isEqualTo(HEX.parseHex(answer[1]));
            }
            assertThat(jdk.ask("encapsulate " + "ff".repeat(MlKem768.KEY_BYTES)))
                    .startsWith("refused");
        }
    }

    /** Noble takes its randomness from outside, so that every byte can be compared, implicit rejection too. */
    @Test
    void nobleMakesTheSameBytes() throws Exception {
        try (var noble = ForeignPrograms.start(ForeignPrograms.noble())) {
            for (int i = 0; i < ROUNDS; i++) {
                var seed = random(MlKem768.SEED_BYTES);
                var m = random(MlKem768.RANDOM_BYTES);
                var pair = new MlKem768(seed);
                var key = pair.encapsulationKey();
                assertThat(noble.ask("pair " + HEX.formatHex(seed))).isEqualTo(HEX.formatHex(key));
                var made = MlKem768.encapsulate(key, m).orElseThrow();
                assertThat(noble.ask("encapsulate " + HEX.formatHex(key) + " " + HEX.formatHex(m)))
                        .isEqualTo(HEX.formatHex(made.ciphertext()) + " " + HEX.formatHex(made.secret()));
                var forged = made.ciphertext().clone();
                forged[random.nextInt(forged.length)] ^= 1;
                for (var ciphertext : new byte[][] {made.ciphertext(), forged}) {
                    assertThat(noble.ask("decapsulate " + HEX.formatHex(seed) + " " + HEX.formatHex(ciphertext)))
                            .isEqualTo(HEX.formatHex(pair.decapsulate(ciphertext)));
                }
            }
            var unreduced = "ff".repeat(MlKem768.KEY_BYTES) + " " + "00".repeat(MlKem768.RANDOM_BYTES);
            assertThat(noble.ask("encapsulate " + unreduced)).startsWith("refused");
        }
    }
}
