package org.osier.core.handshake;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.core.noise.HandshakeState;
import org.osier.core.noise.NoiseException;

/**
 * The side that was dialled: {@link #onMessage1}, {@link #message2}, {@link #onMessage3}, once each. No I/O, no clock.
 * After an exception its answer, if it has one, is all that may be sent, and the connection is closed, unless it is
 * {@link HandshakeException#forgeable} and datagrams carry the handshake: then another message 3 may come. One thread at
 * a time.
 */
public final class Responder {
    private final LocalKeys local;
    private final Doorkeeper doorkeeper;
    private final RandomGenerator random;

    @Nullable
    private Knocked knocked;

    @Nullable
    private HandshakeState noise;

    /** A message 1 that passed the doorkeeper, and what it opens. */
    private record Knocked(Preamble preamble, Door door, byte[] rest, Duration clockAhead) {}

    /** @param random strong, unless everything is a simulation */
    public Responder(LocalKeys local, Doorkeeper doorkeeper, RandomGenerator random) {
        this.local = local;
        this.doorkeeper = doorkeeper;
        this.random = random;
    }

    /**
     * Decides whether message 1 deserves work; costs a few hashes. The knock is used up.
     *
     * @param message from its position to its limit
     * @param nowMs milliseconds since 1970
     * @return the door that it opens, for whoever counts before {@link #message2}
     */
    public Door onMessage1(ByteBuffer message, long nowMs) throws HandshakeException {
        var bytes = Messages.first(message);
        var preamble = Preamble.read(bytes);
        var before = knocked; // over datagrams what follows a good knock may be forged, and come again as it was
        boolean again = before != null && Arrays.equals(before.preamble().bytes(), preamble.bytes());
        var door = again ? before.door() : doorkeeper.admit(preamble, nowMs);
        var rest = Arrays.copyOfRange(bytes, Preamble.BYTES, bytes.length);
        knocked = new Knocked(preamble, door, rest, preamble.clockAhead(nowMs));
        return door;
    }

    /** Does the public-key work; the answer to message 1, to be sent. */
    public byte[] message2() throws HandshakeException {
        var first = has(knocked);
        var keys = local.noiseKeys(first.door());
        var prologue = first.preamble().bytes();
        noise = new HandshakeState(first.preamble().suite().protocol(), false, keys, prologue, random);
        try {
            if (noise.read(first.rest()).length != 0) throw new AssertionError("message 1 has an exact length");
            return noise.write(local.payload().write());
        } catch (NoiseException e) {
            throw HandshakeException.of(e);
        }
    }

    /**
     * Checks everything about the other side.
     *
     * @param message from its position to its limit
     */
    public Outcome onMessage3(ByteBuffer message) throws HandshakeException {
        var first = has(knocked);
        var state = has(noise);
        var bytes = Messages.third(message);
        var before = state.copy();
        try {
            var payload = state.read(bytes);
            var proof = PeerProof.check(payload, state.remoteStatic(), local, null);
            return Outcome.of(state, proof, first.preamble().suite(), first.door(), first.clockAhead());
        } catch (NoiseException e) {
            noise = before;
            throw HandshakeException.of(e);
        }
    }

    private static <T> T has(@Nullable T value) {
        if (value == null) throw new IllegalStateException("not the turn for this");
        return value;
    }
}
