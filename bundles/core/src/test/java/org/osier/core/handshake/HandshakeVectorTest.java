package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osier.core.crypto.Vectors.hex;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.core.crypto.Aead;
import org.osier.core.crypto.AeadAlgorithm;
import org.osier.core.noise.ScriptedRandom;
import org.osier.node.NodeId;

/** Both suites, every message, key and record byte for byte. */
class HandshakeVectorTest {
    private static final long EPOCH_RECORDS = 1 << 20;

    static Stream<JsonObject> handshakes() {
        var all = OsierVectors.ALL.getAsJsonArray("handshakes");
        return StreamSupport.stream(all.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void bothSidesMakeTheseBytes(JsonObject vector) throws Exception {
        var door = OsierVectors.member();
        var suite = Suite.of(vector.get("suite").getAsInt()).orElseThrow();
        assertThat(suite.protocol(HandshakePattern.XX).name())
                .isEqualTo(vector.get("protocol").getAsString());
        var initiator = new Initiator(
                OsierVectors.local("A"),
                door,
                suite,
                NodeId.ofKey(hex(OsierVectors.identity("B"), "ed25519_public")),
                new ScriptedRandom()
                        .then(OsierVectors.CHANCE)
                        .then(hex(vector, "initiator_ephemeral"))
                        .then(hex(vector, "kem_seed_d_z")),
                OsierVectors.NOW_MS);
        var responder = new Responder(
                OsierVectors.local("B"),
                new Doorkeeper(number -> List.of(door), new KnockMemory()),
                new ScriptedRandom().then(hex(vector, "responder_ephemeral")).then(hex(vector, "kem_m")));

        var message1 = initiator.message1();
        assertThat(message1).isEqualTo(hex(vector, "message_1"));
        assertThat(Arrays.copyOf(message1, Preamble.BYTES)).isEqualTo(hex(vector, "preamble_is_prologue"));
        assertThat(responder.onMessage1(ByteBuffer.wrap(message1), OsierVectors.NOW_MS))
                .isSameAs(door);
        var message2 = responder.message2();
        assertThat(message2).isEqualTo(hex(vector, "message_2"));
        var message3 = initiator.onMessage2(ByteBuffer.wrap(message2));
        assertThat(message3).isEqualTo(hex(vector, "message_3"));
        var theirs = responder.onMessage3(ByteBuffer.wrap(message3));
        var ours = initiator.outcome();

        assertOutcome(ours, "B", suite, door, vector);
        assertOutcome(theirs, "A", suite, door, vector);
        for (var element : vector.getAsJsonArray("records")) {
            var record = element.getAsJsonObject();
            boolean fromInitiator = record.get("from").getAsString().equals("initiator");
            var sender = fromInitiator ? ours.send() : theirs.send();
            var receiver = fromInitiator ? theirs.receive() : ours.receive();
            assertThat(sender.counter()).isEqualTo(record.get("counter").getAsLong());
            var frames = hex(record, "frames");
            var buffer = Arrays.copyOf(frames, frames.length + RecordCipher.OVERHEAD_BYTES);
            assertThat(sender.seal(buffer, 0, frames.length)).isEqualTo(buffer.length);
            assertThat(buffer).isEqualTo(hex(record, "record"));
            var opened = new byte[frames.length];
            assertThat(receiver.open(buffer, 0, buffer.length, opened)).isEqualTo(frames.length);
            assertThat(opened).isEqualTo(frames);
        }
    }

    private static void assertOutcome(Outcome outcome, String peer, Suite suite, Door door, JsonObject vector) {
        var identity = OsierVectors.identity(peer);
        assertThat(outcome.peer().node())
                .isEqualTo(NodeId.parse(identity.get("node_id").getAsString()));
        assertThat(outcome.peer().identityKey()).isEqualTo(hex(identity, "ed25519_public"));
        assertThat(outcome.peer().linkKey()).isEqualTo(hex(identity, "x25519_public"));
        assertThat(outcome.peer().bootId()).isEqualTo(OsierVectors.bootId(peer));
        assertThat(outcome.peer().serial()).isEqualTo(OsierVectors.serial(peer));
        assertThat(outcome.capabilities()).isEqualTo(2);
        assertThat(outcome.version()).isEqualTo(1);
        assertThat(outcome.suite()).isEqualTo(suite);
        assertThat(outcome.door()).isSameAs(door);
        assertThat(outcome.handshakeHash()).isEqualTo(hex(vector, "handshake_hash"));
    }

    /** Goal: the key of epoch 1 and its first record. Method: a cipher before its last record of epoch 0. */
    @ParameterizedTest
    @MethodSource("handshakes")
    void theKeyTurnsOverAfterTwoToTheTwentyRecords(JsonObject vector) throws Exception {
        var aead = vector.get("suite").getAsInt() == 1 ? AeadAlgorithm.AES_256_GCM : AeadAlgorithm.CHACHA20_POLY1305;
        var first = hex(vector, "key_initiator_to_responder");
        var sender = new RecordCipher(new Aead(aead, first), EPOCH_RECORDS - 1);
        var receiver = new RecordCipher(new Aead(aead, first), EPOCH_RECORDS - 1);
        var last = new byte[16];
        sender.seal(last, 0, 0);
        receiver.open(last, 0, 16, new byte[0]);

        var ping = ByteBuffer.allocate(13 + 16).putInt(9).put((byte) 0x1b).array();
        var plain = ping.clone();
        sender.seal(ping, 0, 13);
        assertThat(ping).isEqualTo(hex(vector, "record_initiator_counter_2_20_one_ping_of_zeros"));
        var direct = plain.clone();
        new Aead(aead, hex(vector, "key_initiator_epoch_1")).seal(EPOCH_RECORDS, direct, 0, 13);
        assertThat(direct).isEqualTo(ping);
        var opened = new byte[13];
        assertThat(receiver.open(ping, 0, ping.length, opened)).isEqualTo(13);
        assertThat(opened).isEqualTo(Arrays.copyOf(plain, 13));
        assertThat(receiver.counter()).isEqualTo(EPOCH_RECORDS + 1);
    }
}
