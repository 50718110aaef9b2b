package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.osier.core.crypto.Vectors.hex;
import static org.osier.core.handshake.HandshakeException.Reason.BAD_SIGNATURE;
import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The 145 bytes that tie a link key to a node. */
class KeyBindingTest {
    private final byte[] good = hex(OsierVectors.ALL.getAsJsonObject("key_binding"), "binding");

    @Test
    void signsTheBytesOfTheVectors() {
        assertThat(OsierVectors.local("A").binding().bytes()).isEqualTo(good);
        assertThat(OsierVectors.local("B").binding().bytes())
                .isEqualTo(hex(OsierVectors.ALL.getAsJsonObject("key_binding"), "binding_B"));
    }

    @Test
    void readsWhatItSigned() throws Exception {
        var binding = KeyBinding.read(good);
        binding.verify();
        assertThat(binding.node().toString())
                .isEqualTo(OsierVectors.identity("A").get("node_id").getAsString());
        assertThat(binding.linkKey()).isEqualTo(OsierVectors.linkKey("A"));
        assertThat(binding.bootId()).isEqualTo(OsierVectors.bootId("A"));
        assertThat(binding.serial()).isEqualTo(OsierVectors.serial("A"));
    }

    @Test
    void everyChangedByteIsRefused() {
        for (int i = 0; i < good.length; i++) {
            var changed = good.clone();
            changed[i] ^= 1;
            boolean form = i == 0 || i == 73 || i == 74; // version, and the serial's bytes above 2^48
            assertThatThrownBy(() -> KeyBinding.read(changed).verify())
                    .as("byte %d", i)
                    .hasFieldOrPropertyWithValue("reason", form ? MALFORMED : BAD_SIGNATURE);
        }
    }

    @Test
    void anotherLengthIsRefused() {
        assertThatThrownBy(() -> KeyBinding.read(Arrays.copyOf(good, 144)))
                .hasFieldOrPropertyWithValue("reason", MALFORMED);
        assertThatThrownBy(() -> KeyBinding.read(Arrays.copyOf(good, 146)))
                .hasFieldOrPropertyWithValue("reason", MALFORMED);
    }
}
