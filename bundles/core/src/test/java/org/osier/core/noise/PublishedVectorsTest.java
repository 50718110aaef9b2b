package org.osier.core.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osier.core.crypto.Vectors.hex;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.crypto.AeadAlgorithm;
import org.osier.core.crypto.Vectors;
import org.osier.core.crypto.X25519;

/** The engine against the published vectors of the snow project: XX and IK, both ciphers, both hashes. */
class PublishedVectorsTest {
    static Stream<JsonObject> vectors() {
        var all = Vectors.read("noise.json").getAsJsonArray("vectors");
        assertThat(all).hasSize(8);
        return StreamSupport.stream(all.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void bothSidesMakeTheseBytes(JsonObject vector) throws Exception {
        var protocol = protocol(vector.get("protocol_name").getAsString());
        var initiator = side(vector, protocol, true);
        var responder = side(vector, protocol, false);
        var messages = vector.getAsJsonArray("messages");
        int handshake = protocol.pattern().messages().size();
        for (int i = 0; i < handshake; i++) {
            var message = messages.get(i).getAsJsonObject();
            var writer = i % 2 == 0 ? initiator : responder;
            var reader = i % 2 == 0 ? responder : initiator;
            var bytes = writer.write(hex(message, "payload"));
            assertThat(bytes).isEqualTo(hex(message, "ciphertext"));
            assertThat(reader.read(bytes)).isEqualTo(hex(message, "payload"));
        }
        assertThat(initiator.handshakeHash()).isEqualTo(responder.handshakeHash());

        var ours = initiator.split();
        var theirs = responder.split();
        var senders = new CipherState[] {new CipherState(ours.send(), 0), new CipherState(theirs.send(), 0)};
        var receivers = new CipherState[] {new CipherState(theirs.receive(), 0), new CipherState(ours.receive(), 0)};
        for (int i = handshake; i < messages.size(); i++) {
            var message = messages.get(i).getAsJsonObject();
            var bytes = senders[i % 2].encrypt(new byte[0], hex(message, "payload"));
            assertThat(bytes).isEqualTo(hex(message, "ciphertext"));
            assertThat(receivers[i % 2].decrypt(new byte[0], bytes)).isEqualTo(hex(message, "payload"));
        }
    }

    private static Protocol protocol(String name) {
        var parts = name.split("_");
        var protocol = new Protocol(
                parts[1].equals("XX") ? Patterns.XX : Patterns.IK,
                parts[3].equals("AESGCM") ? AeadAlgorithm.AES_256_GCM : AeadAlgorithm.CHACHA20_POLY1305,
                parts[4].equals("SHA256") ? NoiseHash.SHA256 : new Blake2s());
        assertThat(protocol.name()).isEqualTo(name);
        return protocol;
    }

    private static HandshakeState side(JsonObject vector, Protocol protocol, boolean initiator) {
        var who = initiator ? "init" : "resp";
        var secret = hex(vector, who + "_static");
        var keys = NoiseKeys.of(secret, X25519.publicKey(secret));
        if (initiator && vector.has("init_remote_static")) {
            keys = keys.withRemoteStatic(hex(vector, "init_remote_static"));
        }
        var random = new ScriptedRandom().then(hex(vector, who + "_ephemeral"));
        return new HandshakeState(protocol, initiator, keys, hex(vector, who + "_prologue"), random);
    }
}
