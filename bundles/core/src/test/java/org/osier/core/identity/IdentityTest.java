package org.osier.core.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.Vectors;

class IdentityTest {
    /** Osier wire vectors, written independently from WIRE.md. */
    @ParameterizedTest
    @ValueSource(strings = {"identity_A", "identity_B"})
    void keysAndIdAreThoseOfTheVectors(String name) {
        var vector = Vectors.read("osier.json").getAsJsonObject(name);
        var identity = Identity.of(Vectors.hex(vector, "ed25519_seed"), Vectors.hex(vector, "x25519_private"));

        assertThat(identity.publicKey()).isEqualTo(Vectors.hex(vector, "ed25519_public"));
        assertThat(identity.linkKey()).isEqualTo(Vectors.hex(vector, "x25519_public"));
        assertThat(identity.id().toString()).isEqualTo(vector.get("node_id").getAsString());
    }

    @Test
    void signsWhatBeginsWithAContextAndNothingElse() {
        var identity = Identity.generate(new Random(1));
        var message = "osier/1 record\0...".getBytes(US_ASCII);

        assertThat(Ed25519.verify(identity.publicKey(), message, identity.sign(message)))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> identity.sign("record".getBytes(US_ASCII)));
        assertThatIllegalArgumentException().isThrownBy(() -> identity.sign(new byte[0]));
    }

    @Test
    void textHoldsNoSecret() {
        var identity = Identity.generate(new Random(1));

        assertThat(identity.toString())
                .isEqualTo(identity.id().toString())
                .doesNotContain(HexFormat.of().formatHex(identity.seed()))
                .doesNotContain(HexFormat.of().formatHex(identity.linkPrivateKey()));
    }

    @Test
    void arraysHandedOutAreCopies() {
        var identity = Identity.generate(new Random(1));
        var id = identity.id();
        Arrays.fill(identity.seed(), (byte) 0);
        Arrays.fill(identity.publicKey(), (byte) 0);
        Arrays.fill(identity.linkPrivateKey(), (byte) 0);

        var same = Identity.of(identity.seed(), identity.linkPrivateKey());
        assertThat(same.id()).isEqualTo(id);
        assertThat(same.linkKey()).isEqualTo(identity.linkKey());
    }
}
