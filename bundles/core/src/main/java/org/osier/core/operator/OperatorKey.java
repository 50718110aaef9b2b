package org.osier.core.operator;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.osier.core.crypto.Ed25519;

/** An administrator's Ed25519 key, open until it is closed. Any thread. */
public final class OperatorKey implements AutoCloseable {
    private final byte[] seed; // guarded by this
    private final byte[] publicKey;
    private boolean closed; // guarded by this

    private OperatorKey(byte[] seed) {
        this.seed = seed;
        this.publicKey = Ed25519.publicKey(seed);
    }

    /** @param seed 32 bytes, copied */
    static OperatorKey of(byte[] seed) {
        return new OperatorKey(seed.clone());
    }

    /** A new one. @param random fit for keys */
    public static OperatorKey generate(RandomGenerator random) {
        var seed = new byte[Ed25519.SEED_BYTES];
        random.nextBytes(seed);
        return new OperatorKey(seed);
    }

    /** 32 bytes, a copy. */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /** @throws IllegalStateException if it is closed */
    public synchronized byte[] sign(byte[] message) {
        return Ed25519.sign(open(), publicKey, message);
    }

    /** What must stay secret, a copy; whoever takes it wipes it. */
    synchronized byte[] seed() {
        return open().clone();
    }

    private byte[] open() {
        if (closed) throw new IllegalStateException("the key is closed");
        return seed;
    }

    /** Forgets the key. */
    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(seed, (byte) 0);
    }
}
