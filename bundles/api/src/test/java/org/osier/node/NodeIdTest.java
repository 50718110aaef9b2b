package org.osier.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.Vectors;

class NodeIdTest {
    private static final String HEX = "646d6be49d9f0048f94f67749eca35156eed4f7a7be18e4fc4a94bfd44e300b0";

    /** Osier wire vectors, written independently from WIRE.md. */
    @ParameterizedTest
    @ValueSource(strings = {"identity_A", "identity_B"})
    void isTheHashOfTheKeyInSubjectPublicKeyInfoForm(String identity) {
        var vector = Vectors.read("osier.json").getAsJsonObject(identity);

        assertThat(NodeId.ofKey(Vectors.hex(vector, "ed25519_public")))
                .hasToString(vector.get("node_id").getAsString());
    }

    @Test
    void keepsItsBytesInEveryForm() {
        var id = NodeId.parse(HEX);
        var buffer = ByteBuffer.allocate(40);
        id.write(buffer);

        assertThat(NodeId.of(id.bytes())).isEqualTo(id).hasSameHashCodeAs(id);
        assertThat(NodeId.read(buffer.flip())).isEqualTo(id);
        assertThat(buffer.hasRemaining()).isFalse();
        assertThat(NodeId.parse(HEX.toUpperCase(Locale.ROOT))).isEqualTo(id);
        assertThat(id).hasToString(HEX);
        assertThat(id.brief()).isEqualTo("646d6be4");
    }

    @Test
    void bytesHandedOutAreACopy() {
        var id = NodeId.parse(HEX);
        id.bytes()[0] = 0;

        assertThat(id).hasToString(HEX);
    }

    /** Goal: the order is that of unsigned bytes. Method: random pairs that differ first in each of the 32 bytes. */
    @Test
    void isOrderedAsUnsignedBytes() {
        long seed = 20_260_101;
        var random = new Random(seed);
        for (int i = 0; i < 3_200; i++) {
            var one = new byte[NodeId.BYTES];
            random.nextBytes(one);
            var other = one.clone();
            for (int at = i % NodeId.BYTES; at < NodeId.BYTES; at++) other[at] = (byte) random.nextInt();

            assertThat(Integer.signum(NodeId.of(one).compareTo(NodeId.of(other))))
                    .as("seed %d, round %d", seed, i)
                    .isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
        }
    }

    @Test
    void wrongLengthsAndTextsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> NodeId.of(new byte[31]));
        assertThatIllegalArgumentException().isThrownBy(() -> NodeId.of(new byte[33]));
        assertThatIllegalArgumentException().isThrownBy(() -> NodeId.ofKey(new byte[31]));
        Stream.of("", "64", HEX.substring(1), HEX + "00", HEX.replace('6', 'g'), HEX.replace('6', ' '))
                .forEach(text -> assertThatIllegalArgumentException().as(text).isThrownBy(() -> NodeId.parse(text)));
        assertThatExceptionOfType(BufferUnderflowException.class)
                .isThrownBy(() -> NodeId.read(ByteBuffer.allocate(31)));
    }
}
