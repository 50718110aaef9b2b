package org.osier.core.handshake;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.core.noise.HandshakeState;
import org.osier.core.noise.NoiseException;
import org.osier.core.noise.NoiseKeys;
import org.osier.node.NodeId;

/** Two honest sides, A who dials B, and raw sides that say what they like inside a handshake that decrypts. */
final class Handshakes {
    static final long NOW = OsierVectors.NOW_MS;
    static final Suite SUITE = Suite.AES_256_GCM;
    static final Door DOOR = OsierVectors.member();
    static final LocalKeys A = OsierVectors.local("A");
    static final LocalKeys B = OsierVectors.local("B");

    private Handshakes() {}

    static Initiator initiator(LocalKeys local, @Nullable NodeId expected, RandomGenerator random) {
        return new Initiator(local, DOOR, SUITE, expected, random, NOW);
    }

    /** A who knows B's link key. */
    static Initiator knowing() {
        return knowing(B.node(), OsierVectors.linkKey("B"));
    }

    static Initiator knowing(NodeId expected, byte[] linkKey) {
        return Initiator.knowing(A, DOOR, SUITE, expected, linkKey, new Random(1), NOW);
    }

    static Initiator initiator() {
        return initiator(A, null, new Random(1));
    }

    static Responder responder(LocalKeys local) {
        return new Responder(local, new Doorkeeper(number -> List.of(DOOR), new KnockMemory()), new Random(2));
    }

    static Responder responder() {
        return responder(B);
    }

    /** A raw responder to this message 1. */
    static byte[] message2(byte[] message1, NoiseKeys keys, byte[] payload) throws NoiseException {
        var bytes = ByteBuffer.wrap(message1);
        var prologue = new byte[Preamble.BYTES];
        bytes.get(prologue);
        var rest = new byte[bytes.remaining()];
        bytes.get(rest);
        var noise = new HandshakeState(SUITE.protocol(HandshakePattern.XX), false, keys, prologue, new Random(3));
        noise.read(rest);
        return noise.write(payload);
    }

    /** A raw initiator that goes all the way to its message 3 with an honest responder, who has not read it yet. */
    static byte[] message3(Responder responder, NoiseKeys keys, byte[] payload)
            throws NoiseException, HandshakeException {
        var preamble = Preamble.write(SUITE, DOOR, HandshakePattern.XX, NOW, new Random(4));
        var noise =
                new HandshakeState(SUITE.protocol(HandshakePattern.XX), true, keys, preamble.bytes(), new Random(5));
        responder.onMessage1(first(preamble, noise.write(new byte[0])), NOW);
        noise.read(responder.message2());
        return noise.write(payload);
    }

    /** Message 1 of these two parts. */
    static ByteBuffer first(Preamble preamble, byte[] noise) {
        return ByteBuffer.allocate(Preamble.BYTES + noise.length)
                .put(preamble.bytes())
                .put(noise)
                .flip();
    }
}
