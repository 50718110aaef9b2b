package org.osier.core.handshake;

import static org.osier.core.handshake.HandshakeException.Reason.NOT_AUTHENTIC;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.core.noise.HandshakeState;
import org.osier.core.noise.NoiseException;

/**
 * The side that was dialled: {@link #onMessage1}, {@link #message2}, {@link #onMessage3}, once each. No I/O, no clock.
 * With {@link HandshakePattern#IK} there is no message 3; message 1 may be a recorded one, so who sent it is believed
 * only with the first record that opens.
 * After an exception its answer, if it has one, is all that may be sent, and the connection is closed, unless it is
 * {@link HandshakeException#forgeable} and datagrams carry the handshake: then another message 3 may come. One thread at
 * a time.
 */
public final class Responder {
    private static final byte[] NOTHING = {};

    private final LocalKeys local;
    private final Doorkeeper doorkeeper;
    private final RandomGenerator random;

    @Nullable
    private Knocked knocked;

    @Nullable
    private HandshakeState noise;

    /** What IK gives, until somebody shows that he knows its keys. */
    @Nullable
    private Outcome claimed;

    /** A message 1 that passed the doorkeeper. @param rest what is left to read of it */
    private record Knocked(Preamble preamble, Door door, byte[] rest, Duration clockAhead) {}

    /** @param random strong, unless everything is a simulation */
    public Responder(LocalKeys local, Doorkeeper doorkeeper, RandomGenerator random) {
        this.local = local;
        this.doorkeeper = doorkeeper;
        this.random = random;
    }

    /**
     * Decides whether message 1 deserves work; costs a few hashes. The knock is used up if it does.
     *
     * @param message from its position to its limit
     * @param nowMs milliseconds since 1970
     * @return the door that it opens
     */
    public Door onMessage1(ByteBuffer message, long nowMs) throws HandshakeException {
        return onMessage1(message, nowMs, () -> true);
    }

    /** As {@link #onMessage1(ByteBuffer, long)}. @param mayWork asked once the knock is known; false: overloaded */
    public Door onMessage1(ByteBuffer message, long nowMs, BooleanSupplier mayWork) throws HandshakeException {
        var bytes = Messages.first(message);
        var preamble = Preamble.read(bytes);
        Messages.checkFirst(preamble.pattern(), bytes.length);
        var before = knocked; // over datagrams what follows a good knock may be forged, and come again as it was
        boolean again = before != null && Arrays.equals(before.preamble().bytes(), preamble.bytes());
        var door = again ? before.door() : doorkeeper.door(preamble, nowMs);
        var rest = Arrays.copyOfRange(bytes, Preamble.BYTES, bytes.length);
        var state = new HandshakeState(preamble.protocol(), false, local.noiseKeys(door), preamble.bytes(), random);
        if (preamble.pattern() == HandshakePattern.XX) {
            // Takes no public key: garbage behind a good knock ends here, before it uses up anything.
            read(state, rest);
            rest = NOTHING;
        }
        if (!again) doorkeeper.admit(preamble, nowMs, mayWork);
        noise = state;
        knocked = new Knocked(preamble, door, rest, preamble.clockAhead(nowMs));
        return door;
    }

    private static byte[] read(HandshakeState state, byte[] rest) throws HandshakeException {
        try {
            return state.read(rest);
        } catch (NoiseException e) {
            throw HandshakeException.of(e);
        }
    }

    /** What the initiator chose, once its message 1 is here. */
    public HandshakePattern pattern() {
        return has(knocked).preamble().pattern();
    }

    /** Does the public-key work; the answer to message 1, to be sent. */
    public byte[] message2() throws HandshakeException {
        var first = has(knocked);
        var state = has(noise);
        if (first.preamble().pattern() == HandshakePattern.XX) return write(state);
        var payload = read(state, first.rest());
        var proof = PeerProof.check(payload, state.remoteStatic(), local, null);
        var message2 = write(state);
        claimed = Outcome.of(state, proof, first.preamble().suite(), first.door(), first.clockAhead());
        return message2;
    }

    private byte[] write(HandshakeState state) throws HandshakeException {
        try {
            return state.write(local.payload().write());
        } catch (NoiseException e) {
            throw HandshakeException.of(e);
        }
    }

    /**
     * Checks everything about the other side.
     *
     * @param message from its position to its limit; with IK the first record, which stays unread
     */
    public Outcome onMessage3(ByteBuffer message) throws HandshakeException {
        if (claimed != null) return proved(claimed, message);
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

    private static Outcome proved(Outcome claimed, ByteBuffer record) throws HandshakeException {
        if (!claimed.opens(record)) throw HandshakeException.forgeable(NOT_AUTHENTIC);
        return claimed;
    }

    private static <T> T has(@Nullable T value) {
        if (value == null) throw new IllegalStateException("not the turn for this");
        return value;
    }
}
