package org.osier.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osier.core.crypto.Vectors.hex;

import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** ML-KEM-768 from the fixed randomness of a Noise vector that was made independently, and keys to be refused. */
class MlKem768Test {
    private final JsonObject vector = Vectors.read("noise-xxhfs-psk0.json");
    private final MlKem768 pair = new MlKem768(hex(vector, "kem_seed_d_z"));

    @Test
    void fixedRandomnessGivesTheVector() {
        assertThat(pair.encapsulationKey()).isEqualTo(hex(vector, "ek"));
        var made = MlKem768.encapsulate(pair.encapsulationKey(), hex(vector, "kem_m"))
                .orElseThrow();
        assertThat(made.ciphertext()).isEqualTo(hex(vector, "ct"));
        assertThat(made.secret()).isEqualTo(hex(vector, "ss"));
        assertThat(pair.decapsulate(made.ciphertext())).isEqualTo(made.secret());
    }

    /** 3,329 = 0xd01 in the first coefficient, then in the last. */
    @Test
    void aKeyThatIsNotReducedIsRefused() {
        var first = pair.encapsulationKey();
        first[0] = 0x01;
        first[1] = (byte) (first[1] & 0xf0 | 0x0d);
        var last = pair.encapsulationKey();
        last[1_150] = (byte) (last[1_150] & 0x0f | 0x10);
        last[1_151] = (byte) 0xd0;
        var m = new byte[32];
        assertThat(MlKem768.encapsulate(first, m)).isEmpty();
        assertThat(MlKem768.encapsulate(last, m)).isEmpty();
        last[1_150] &= 0x0f; // 3,328 is reduced
        assertThat(MlKem768.encapsulate(last, m)).isPresent();
        assertThat(MlKem768.encapsulate(new byte[1_183], m)).isEmpty();
    }

    @Test
    void aForgedCiphertextGivesAnotherSecret() {
        var ciphertext = hex(vector, "ct");
        ciphertext[0] ^= 1;
        assertThat(pair.decapsulate(ciphertext)).hasSize(32).isNotEqualTo(hex(vector, "ss"));
        assertThatThrownBy(() -> pair.decapsulate(Arrays.copyOf(ciphertext, 1_087)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
