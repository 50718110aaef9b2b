package org.osier.core.handshake;

import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;
import static org.osier.core.handshake.HandshakeException.Reason.UNSUPPORTED;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.osier.core.noise.Protocol;

/**
 * The first 24 bytes of a connection, in clear: what the initiator chose, when, and a knock that only one who knows
 * the door can make. They are the prologue of the handshake, so that nobody can change them unnoticed.
 * Layout: "OSR1", suite, door, pattern, 0, time in s (4), random (4), knock (8).
 */
final class Preamble {
    static final int BYTES = 24;
    static final int KNOCK_BYTES = 8;

    /** What the knock is made over. */
    private static final int KNOCKED_BYTES = BYTES - KNOCK_BYTES;

    /** "OSR1". */
    private static final int MAGIC = 0x4f535231;

    private final byte[] bytes;
    private final Suite suite;
    private final HandshakePattern pattern;

    private Preamble(byte[] bytes, Suite suite, HandshakePattern pattern) {
        this.bytes = bytes;
        this.suite = suite;
        this.pattern = pattern;
    }

    static Preamble write(Suite suite, Door door, HandshakePattern pattern, long nowMs, RandomGenerator random) {
        var chance = new byte[4];
        random.nextBytes(chance);
        var out = ByteBuffer.allocate(BYTES)
                .putInt(MAGIC)
                .put((byte) suite.number())
                .put((byte) door.number())
                .put((byte) pattern.number())
                .put((byte) 0)
                .putInt((int) (nowMs / 1_000))
                .put(chance);
        out.put(door.knock(Arrays.copyOf(out.array(), KNOCKED_BYTES)));
        return new Preamble(out.array(), suite, pattern);
    }

    /** Reads what is fixed; doors, knock and time are the {@link Doorkeeper}'s. */
    static Preamble read(byte[] bytes) throws HandshakeException {
        var in = ByteBuffer.wrap(bytes, 0, BYTES);
        if (in.getInt() != MAGIC) throw HandshakeException.forgeable(MALFORMED);
        var suite = Suite.of(in.get() & 0xff).orElseThrow(() -> new HandshakeException(UNSUPPORTED));
        in.get(); // the door
        var pattern = HandshakePattern.of(in.get() & 0xff).orElseThrow(() -> new HandshakeException(UNSUPPORTED));
        if (in.get() != 0) throw new HandshakeException(UNSUPPORTED);
        return new Preamble(Arrays.copyOf(bytes, BYTES), suite, pattern);
    }

    /** All 24 bytes, not copied. */
    byte[] bytes() {
        return bytes;
    }

    Suite suite() {
        return suite;
    }

    HandshakePattern pattern() {
        return pattern;
    }

    Protocol protocol() {
        return suite.protocol(pattern);
    }

    int door() {
        return bytes[5] & 0xff;
    }

    /** What the initiator's clock said, in milliseconds since 1970. */
    long timeMs() {
        return (ByteBuffer.wrap(bytes).getInt(8) & 0xffff_ffffL) * 1_000;
    }

    /** How far the initiator's clock is ahead of one that says {@code nowMs}: it told whole seconds, so half of one is added. */
    Duration clockAhead(long nowMs) {
        return Duration.ofMillis(timeMs() + 500 - nowMs);
    }

    long knock() {
        return ByteBuffer.wrap(bytes).getLong(KNOCKED_BYTES);
    }

    /** Whether the knock is made for this door; takes the same time whatever the answer. */
    boolean opens(Door door) {
        return MessageDigest.isEqual(
                door.knock(Arrays.copyOf(bytes, KNOCKED_BYTES)), Arrays.copyOfRange(bytes, KNOCKED_BYTES, BYTES));
    }
}
