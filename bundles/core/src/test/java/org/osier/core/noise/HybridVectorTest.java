package org.osier.core.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osier.core.crypto.Vectors.hex;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.osier.core.crypto.Aead;
import org.osier.core.crypto.AeadAlgorithm;
import org.osier.core.crypto.Vectors;
import org.osier.core.crypto.X25519;

/** The pattern of our links against a vector that was made independently. */
class HybridVectorTest {
    private final JsonObject vector = Vectors.read("noise-xxhfs-psk0.json");
    private final Protocol protocol = new Protocol(Pattern.XX_HFS_PSK0, AeadAlgorithm.AES_256_GCM);

    @Test
    void bothSidesMakeTheseBytes() throws Exception {
        assertThat(protocol.name()).isEqualTo(vector.get("name").getAsString());
        var initiator = side(true, hex(vector, "kem_seed_d_z"));
        var responder = side(false, hex(vector, "kem_m"));
        int turn = 0;
        for (var element : vector.getAsJsonArray("messages")) {
            var message = element.getAsJsonObject();
            var writer = turn % 2 == 0 ? initiator : responder;
            var reader = turn % 2 == 0 ? responder : initiator;
            var bytes = writer.write(hex(message, "payload"));
            assertThat(bytes).isEqualTo(hex(message, "ciphertext"));
            assertThat(reader.read(bytes)).isEqualTo(hex(message, "payload"));
            turn++;
        }
        assertThat(turn).isEqualTo(3);
        assertThat(initiator.handshakeHash()).isEqualTo(hex(vector, "handshake_hash"));
        assertThat(responder.handshakeHash()).isEqualTo(hex(vector, "handshake_hash"));
        assertThat(initiator.remoteStatic()).isEqualTo(X25519.publicKey(hex(vector, "resp_static")));
        assertThat(responder.remoteStatic()).isEqualTo(X25519.publicKey(hex(vector, "init_static")));
        var ours = initiator.split();
        var theirs = responder.split();
        assertSameKey(ours.send(), "k_initiator");
        assertSameKey(theirs.receive(), "k_initiator");
        assertSameKey(ours.receive(), "k_responder");
        assertSameKey(theirs.send(), "k_responder");
    }

    private HandshakeState side(boolean initiator, byte[] kemRandom) {
        var who = initiator ? "init" : "resp";
        var secret = hex(vector, who + "_static");
        var keys = NoiseKeys.of(secret, X25519.publicKey(secret)).withPsk(hex(vector, "psk"));
        var random = new ScriptedRandom().then(hex(vector, who + "_ephemeral")).then(kemRandom);
        return new HandshakeState(protocol, initiator, keys, hex(vector, "prologue"), random);
    }

    /** Keys never leave their ciphers: the same key is what seals to the same bytes. */
    private void assertSameKey(Aead aead, String member) {
        var ours = new byte[20];
        var expected = new byte[20];
        aead.seal(5, ours, 0, 4);
        new Aead(AeadAlgorithm.AES_256_GCM, hex(vector, member)).seal(5, expected, 0, 4);
        assertThat(ours).isEqualTo(expected);
    }
}
