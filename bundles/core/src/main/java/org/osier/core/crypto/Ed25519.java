package org.osier.core.crypto;

import java.util.Arrays;

/**
 * Ed25519 signatures, in the one strict reading that every node must share: RFC 8032, section 5.1.7, without the
 * factor 8, S below L, A and R canonical, and keys only from the prime-order group. Any thread.
 */
public final class Ed25519 {
    /** Size of a seed (RFC 8032 calls it the private key) in bytes. */
    public static final int SEED_BYTES = 32;

    /** Size of a public key in bytes. */
    public static final int KEY_BYTES = 32;

    /** Size of a signature, R and S, in bytes. */
    public static final int SIGNATURE_BYTES = 64;

    /** The neutral element as it is encoded: y = 1, x even. */
    private static final byte[] NEUTRAL = new byte[KEY_BYTES];

    static {
        NEUTRAL[0] = 1;
    }

    private Ed25519() {}

    /** @param seed exactly 32 bytes */
    public static byte[] publicKey(byte[] seed) {
        exact(seed, SEED_BYTES, "seed");
        var key = new byte[KEY_BYTES];
        org.bouncycastle.math.ec.rfc8032.Ed25519.generatePublicKey(seed, 0, key, 0);
        return key;
    }

    /**
     * Signs, the same message always to the same bytes.
     *
     * @param seed exactly 32 bytes
     * @param publicKey that of the seed; a foreign one would reveal the seed, so it must never come from outside
     */
    public static byte[] sign(byte[] seed, byte[] publicKey, byte[] message) {
        exact(seed, SEED_BYTES, "seed");
        exact(publicKey, KEY_BYTES, "public key");
        var signature = new byte[SIGNATURE_BYTES];
        org.bouncycastle.math.ec.rfc8032.Ed25519.sign(seed, 0, publicKey, 0, message, 0, message.length, signature, 0);
        return signature;
    }

    /** Whether the owner of this key signed this message; false for whatever is malformed. */
    public static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        // Bouncy Castle checks a multiple of the equation by a factor that may be even: an R with a component of
        // small order would pass by luck. In the prime-order group the multiple proves the equation itself.
        return signature.length == SIGNATURE_BYTES
                && isGoodKey(publicKey)
                && inPrimeOrderGroup(Arrays.copyOf(signature, KEY_BYTES))
                && org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                        signature, 0, publicKey, 0, message, 0, message.length);
    }

    /** Whether this is the canonical encoding of a point of the prime-order group other than the neutral one. */
    public static boolean isGoodKey(byte[] publicKey) {
        return publicKey.length == KEY_BYTES && PrimeOrderGroup.contains(publicKey);
    }

    private static boolean inPrimeOrderGroup(byte[] point) {
        return isGoodKey(point) || Arrays.equals(point, NEUTRAL);
    }

    private static void exact(byte[] bytes, int length, String what) {
        if (bytes.length != length) {
            throw new IllegalArgumentException(what + " has " + length + " bytes, got " + bytes.length);
        }
    }
}
