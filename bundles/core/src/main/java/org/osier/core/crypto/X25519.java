package org.osier.core.crypto;

import java.util.Optional;

/** X25519 (RFC 7748), for link keys and ephemeral keys. Any thread. */
public final class X25519 {
    /** Size of private keys, public keys and shared secrets in bytes. */
    public static final int BYTES = 32;

    private X25519() {}

    /** @param privateKey any 32 bytes; clamped where they are used */
    public static byte[] publicKey(byte[] privateKey) {
        exact(privateKey);
        var key = new byte[BYTES];
        org.bouncycastle.math.ec.rfc7748.X25519.scalarMultBase(privateKey, 0, key, 0);
        return key;
    }

    /**
     * The secret that both sides share.
     *
     * @param privateKey any 32 bytes
     * @param publicKey exactly 32 bytes, hostile ones too
     * @return empty when the result is zero: the public key then has small order and the secret would be none
     */
    public static Optional<byte[]> agree(byte[] privateKey, byte[] publicKey) {
        exact(privateKey);
        exact(publicKey);
        var secret = new byte[BYTES];
        return org.bouncycastle.math.ec.rfc7748.X25519.calculateAgreement(privateKey, 0, publicKey, 0, secret, 0)
                ? Optional.of(secret)
                : Optional.empty();
    }

    /** Whether every agreement with this key, exactly 32 bytes, gives zero. Costs as much as an agreement. */
    public static boolean isSmallOrder(byte[] publicKey) {
        // Clamping makes 2^254 of the zero scalar. Points on the curve and its twist have an order of at most 8 or
        // one that a large prime divides: a power of two takes the former to zero and never the latter.
        return agree(new byte[BYTES], publicKey).isEmpty();
    }

    private static void exact(byte[] key) {
        if (key.length != BYTES) throw new IllegalArgumentException("an X25519 key has 32 bytes, got " + key.length);
    }
}
