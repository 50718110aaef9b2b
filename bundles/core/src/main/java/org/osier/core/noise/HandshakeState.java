package org.osier.core.noise;

import static org.osier.core.noise.NoiseException.Kind.BAD_ENCAPSULATION_KEY;
import static org.osier.core.noise.NoiseException.Kind.BAD_LENGTH;
import static org.osier.core.noise.NoiseException.Kind.ZERO_AGREEMENT;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.MlKem768;
import org.osier.core.crypto.X25519;

/**
 * One side of one handshake (Noise 5.3): messages are written and read in turns until the pattern ends, then it is
 * split. What fails once is over: nothing can be written, read or split after it. One thread.
 */
public final class HandshakeState {
    /** No Noise message is longer (Noise 3). */
    public static final int MAX_MESSAGE_BYTES = 65_535;

    private final Protocol protocol;
    private final boolean initiator;
    private final NoiseKeys keys;
    private final RandomGenerator random;
    private final SymmetricState symmetric;
    private byte @Nullable [] ephemeral;
    private byte @Nullable [] remoteEphemeral;
    private byte @Nullable [] remoteStatic;

    @Nullable
    private MlKem768 kem;

    private byte @Nullable [] remoteKemKey;
    private int next;
    private boolean over;

    /**
     * @param prologue what both sides must agree about beforehand
     * @param random strong, unless everything is a simulation
     */
    public HandshakeState(
            Protocol protocol, boolean initiator, NoiseKeys keys, byte[] prologue, RandomGenerator random) {
        this.protocol = protocol;
        this.initiator = initiator;
        this.keys = keys;
        this.random = random;
        this.remoteStatic = keys.remoteStatic;
        this.symmetric = new SymmetricState(protocol);
        symmetric.mixHash(prologue);
        for (var known : protocol.pattern().before()) {
            symmetric.mixHash(known.fromInitiator() == initiator ? keys.staticPublic : has(remoteStatic));
        }
    }

    private HandshakeState(HandshakeState other) {
        this.protocol = other.protocol;
        this.initiator = other.initiator;
        this.keys = other.keys;
        this.random = other.random;
        this.symmetric = other.symmetric.copy();
        this.ephemeral = other.ephemeral;
        this.remoteEphemeral = other.remoteEphemeral;
        this.remoteStatic = other.remoteStatic;
        this.kem = other.kem;
        this.remoteKemKey = other.remoteKemKey;
        this.next = other.next;
        this.over = other.over;
    }

    /**
     * The same state once more, to go back to when what is read next proves to be a forgery: over datagrams anybody on the
     * way can put one in. Only one of the two may write.
     */
    public HandshakeState copy() {
        return new HandshakeState(this);
    }

    /**
     * The next message, when it is our turn.
     *
     * @throws NoiseException if what was read before proves unusable only now
     */
    public byte[] write(byte[] payload) throws NoiseException {
        var out = new ByteArrayOutputStream();
        var message = turn(true);
        try {
            for (var token : message.tokens()) write(token, out);
            out.writeBytes(symmetric.encryptAndHash(payload));
        } catch (NoiseException e) {
            over = true;
            throw e;
        }
        if (out.size() > MAX_MESSAGE_BYTES) {
            over = true;
            throw new IllegalArgumentException("message of " + out.size() + " bytes, at most " + MAX_MESSAGE_BYTES);
        }
        return out.toByteArray();
    }

    /**
     * Takes the next message, when it is the other's turn.
     *
     * @return its payload
     */
    public byte[] read(byte[] bytes) throws NoiseException {
        var message = turn(false);
        try {
            if (bytes.length > MAX_MESSAGE_BYTES) throw new NoiseException(BAD_LENGTH);
            var in = ByteBuffer.wrap(bytes);
            for (var token : message.tokens()) read(token, in);
            return symmetric.decryptAndHash(take(in, in.remaining()));
        } catch (NoiseException e) {
            over = true;
            throw e;
        }
    }

    /** The other side's static key as it was read; proved only by the messages that follow its agreement. */
    public byte[] remoteStatic() {
        return has(remoteStatic).clone();
    }

    /** The hash of the whole handshake, for channel binding (Noise 11.2). */
    public byte[] handshakeHash() {
        checkComplete();
        return symmetric.handshakeHash();
    }

    /** The two keys, once all messages are through, and once only. */
    public Split split() {
        checkComplete();
        over = true;
        var both = symmetric.split();
        return initiator ? new Split(both[0], both[1]) : new Split(both[1], both[0]);
    }

    private Pattern.Message turn(boolean ours) {
        var messages = protocol.pattern().messages();
        if (over || next == messages.size()) throw new IllegalStateException("this handshake is over");
        var message = messages.get(next);
        if ((message.fromInitiator() == initiator) != ours) throw new IllegalStateException("not the turn for this");
        next++;
        return message;
    }

    private void write(Token token, ByteArrayOutputStream out) throws NoiseException {
        switch (token) {
            case E -> {
                ephemeral = random(X25519.BYTES);
                var key = X25519.publicKey(ephemeral);
                out.writeBytes(key);
                mixEphemeral(key);
            }
            case S -> out.writeBytes(symmetric.encryptAndHash(keys.staticPublic));
            case E1 -> {
                kem = new MlKem768(random(MlKem768.SEED_BYTES));
                out.writeBytes(symmetric.encryptAndHash(kem.encapsulationKey()));
            }
            case EKEM1 -> {
                var made = MlKem768.encapsulate(has(remoteKemKey), random(MlKem768.RANDOM_BYTES))
                        .orElseThrow(() -> new NoiseException(BAD_ENCAPSULATION_KEY));
                out.writeBytes(symmetric.encryptAndHash(made.ciphertext()));
                symmetric.mixKey(made.secret());
            }
            case PSK, EE, ES, SE, SS -> mix(token);
        }
    }

    private void read(Token token, ByteBuffer in) throws NoiseException {
        switch (token) {
            case E -> {
                remoteEphemeral = take(in, X25519.BYTES);
                mixEphemeral(remoteEphemeral);
            }
            case S -> remoteStatic = takeSealed(in, X25519.BYTES);
            case E1 -> remoteKemKey = takeSealed(in, MlKem768.KEY_BYTES);
            case EKEM1 -> {
                var ciphertext = takeSealed(in, MlKem768.CIPHERTEXT_BYTES);
                symmetric.mixKey(has(kem).decapsulate(ciphertext));
            }
            case PSK, EE, ES, SE, SS -> mix(token);
        }
    }

    private void mix(Token token) throws NoiseException {
        switch (token) {
            case PSK -> symmetric.mixKeyAndHash(has(keys.psk));
            case EE -> agree(ephemeral, remoteEphemeral);
            case ES -> {
                if (initiator) agree(ephemeral, remoteStatic);
                else agree(keys.staticPrivate, remoteEphemeral);
            }
            case SE -> {
                if (initiator) agree(keys.staticPrivate, remoteEphemeral);
                else agree(ephemeral, remoteStatic);
            }
            case SS -> agree(keys.staticPrivate, remoteStatic);
            default -> throw new AssertionError(token);
        }
    }

    private void agree(byte @Nullable [] ours, byte @Nullable [] theirs) throws NoiseException {
        var secret = X25519.agree(has(ours), has(theirs)).orElseThrow(() -> new NoiseException(ZERO_AGREEMENT));
        symmetric.mixKey(secret);
    }

    /** With a pre-shared key the ephemeral keys randomise what it encrypts (Noise 9.2). */
    private void mixEphemeral(byte[] key) {
        symmetric.mixHash(key);
        if (protocol.pattern().uses(Token.PSK)) symmetric.mixKey(key);
    }

    private byte[] takeSealed(ByteBuffer in, int length) throws NoiseException {
        return symmetric.decryptAndHash(take(in, length + symmetric.overhead()));
    }

    private static byte[] take(ByteBuffer in, int length) throws NoiseException {
        if (in.remaining() < length) throw new NoiseException(BAD_LENGTH);
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void checkComplete() {
        if (over || next != protocol.pattern().messages().size()) {
            throw new IllegalStateException("the handshake is not complete");
        }
    }

    private static <T> T has(@Nullable T key) {
        if (key == null) throw new IllegalStateException("this pattern wants a key that is not there");
        return key;
    }
}
