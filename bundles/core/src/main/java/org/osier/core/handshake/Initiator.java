package org.osier.core.handshake;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.core.noise.HandshakeState;
import org.osier.core.noise.NoiseException;
import org.osier.core.noise.NoiseKeys;
import org.osier.node.NodeId;

/**
 * The side that dialled: {@link #message1}, {@link #onMessage2}, {@link #outcome}, once each. No I/O, no clock. After
 * an exception the connection is closed without a word, unless it is {@link HandshakeException#forgeable} and datagrams
 * carry the handshake: then another message 2 may come. One thread at a time.
 */
public final class Initiator {
    private static final byte[] NOTHING = {};

    private final LocalKeys local;
    private final Door door;
    private final Preamble preamble;
    private final @Nullable NodeId expected;
    private HandshakeState noise;

    @Nullable
    private Outcome outcome;

    /**
     * @param door the secret that we hope to share with the other side
     * @param expected who must answer, or null for anybody
     * @param random strong, unless everything is a simulation
     * @param nowMs milliseconds since 1970
     */
    public Initiator(
            LocalKeys local, Door door, Suite suite, @Nullable NodeId expected, RandomGenerator random, long nowMs) {
        this(
                local,
                door,
                Preamble.write(suite, door, HandshakePattern.XX, nowMs, random),
                local.noiseKeys(door),
                expected,
                random);
    }

    private Initiator(
            LocalKeys local,
            Door door,
            Preamble preamble,
            NoiseKeys keys,
            @Nullable NodeId expected,
            RandomGenerator random) {
        this.local = local;
        this.door = door;
        this.expected = expected;
        this.preamble = preamble;
        this.noise = new HandshakeState(preamble.protocol(), true, keys, preamble.bytes(), random);
    }

    /**
     * For a peer whose link key we know, with {@link HandshakePattern#IK}: two messages, no third.
     *
     * @param expected whose key it is
     * @param linkKey never one of small order
     */
    public static Initiator knowing(
            LocalKeys local,
            Door door,
            Suite suite,
            NodeId expected,
            byte[] linkKey,
            RandomGenerator random,
            long nowMs) {
        var preamble = Preamble.write(suite, door, HandshakePattern.IK, nowMs, random);
        var keys = local.noiseKeys(door).withRemoteStatic(linkKey);
        return new Initiator(local, door, preamble, keys, expected, random);
    }

    /** The first thing to send: 1,272 bytes, or 1,484 and more with IK. */
    public byte[] message1() {
        try {
            var message = noise.write(isXx() ? NOTHING : local.payload().write());
            return ByteBuffer.allocate(Preamble.BYTES + message.length)
                    .put(preamble.bytes())
                    .put(message)
                    .array();
        } catch (NoiseException e) {
            throw new AssertionError("a link key of small order is known to nobody", e);
        }
    }

    /**
     * Checks everything about the other side, before it learns who we are; with IK it knows already.
     *
     * @param message from its position to its limit; or the two bytes of a refusal
     * @return message 3, to be sent; empty: IK has none
     */
    public byte[] onMessage2(ByteBuffer message) throws HandshakeException {
        if (message.remaining() == Messages.REFUSAL_BYTES && message.get() == 0) {
            throw HandshakeException.said(message.get() & 0xff, door.number());
        }
        var bytes = Messages.second(preamble.pattern(), message);
        var before = noise.copy();
        try {
            var payload = noise.read(bytes);
            var proof = PeerProof.check(payload, noise.remoteStatic(), local, expected);
            var message3 = isXx() ? noise.write(local.payload().write()) : NOTHING;
            outcome = Outcome.of(noise, proof, preamble.suite(), door, null);
            return message3;
        } catch (NoiseException e) {
            noise = before;
            throw HandshakeException.of(e);
        }
    }

    private boolean isXx() {
        return preamble.pattern() == HandshakePattern.XX;
    }

    /** What was proved, after {@link #onMessage2}; records may follow message 3 at once. */
    public Outcome outcome() {
        if (outcome == null) throw new IllegalStateException("the handshake is not complete");
        return outcome;
    }
}
