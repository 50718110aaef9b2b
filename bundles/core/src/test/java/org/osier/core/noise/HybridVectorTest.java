package org.osier.core.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osier.core.crypto.Vectors.hex;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.osier.core.crypto.Aead;
import org.osier.core.crypto.AeadAlgorithm;
import org.osier.core.crypto.Vectors;
import org.osier.core.crypto.X25519;

/** The patterns of our links against vectors that were made independently. */
class HybridVectorTest {
    @Test
    void bothSidesOfXxMakeTheseBytes() throws Exception {
        bothSides(Pattern.XX_HFS_PSK0, "noise-xxhfs-psk0.json");
    }

    @Test
    void bothSidesOfIkMakeTheseBytes() throws Exception {
        bothSides(Pattern.IK_HFS_PSK0, "noise-ikhfs-psk0.json");
    }

    private static void bothSides(Pattern pattern, String file) throws Exception {
        var vector = Vectors.read(file);
        var protocol = new Protocol(pattern, AeadAlgorithm.AES_256_GCM);
        assertThat(protocol.name()).isEqualTo(vector.get("name").getAsString());
        var initiator = side(protocol, vector, true, hex(vector, "kem_seed_d_z"));
        var responder = side(protocol, vector, false, hex(vector, "kem_m"));
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
        assertThat(turn).isEqualTo(pattern.messages().size());
        assertThat(initiator.handshakeHash()).isEqualTo(hex(vector, "handshake_hash"));
        assertThat(responder.handshakeHash()).isEqualTo(hex(vector, "handshake_hash"));
        assertThat(initiator.remoteStatic()).isEqualTo(X25519.publicKey(hex(vector, "resp_static")));
        assertThat(responder.remoteStatic()).isEqualTo(X25519.publicKey(hex(vector, "init_static")));
        var ours = initiator.split();
        var theirs = responder.split();
        assertSameKey(ours.send(), hex(vector, "k_initiator"));
        assertSameKey(theirs.receive(), hex(vector, "k_initiator"));
        assertSameKey(ours.receive(), hex(vector, "k_responder"));
        assertSameKey(theirs.send(), hex(vector, "k_responder"));
    }

    private static HandshakeState side(Protocol protocol, JsonObject vector, boolean initiator, byte[] kemRandom) {
        var who = initiator ? "init" : "resp";
        var secret = hex(vector, who + "_static");
        var keys = NoiseKeys.of(secret, X25519.publicKey(secret)).withPsk(hex(vector, "psk"));
        if (initiator && !protocol.pattern().before().isEmpty())
            keys = keys.withRemoteStatic(X25519.publicKey(hex(vector, "resp_static")));
        var random = new ScriptedRandom().then(hex(vector, who + "_ephemeral")).then(kemRandom);
        return new HandshakeState(protocol, initiator, keys, hex(vector, "prologue"), random);
    }

    /** Keys never leave their ciphers: the same key is what seals to the same bytes. */
    private static void assertSameKey(Aead aead, byte[] key) {
        var ours = new byte[20];
        var expected = new byte[20];
        aead.seal(5, ours, 0, 4);
        new Aead(AeadAlgorithm.AES_256_GCM, key).seal(5, expected, 0, 4);
        assertThat(ours).isEqualTo(expected);
    }
}
