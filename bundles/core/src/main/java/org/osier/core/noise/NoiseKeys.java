package org.osier.core.noise;

import org.jspecify.annotations.Nullable;

/** What one side knows before a handshake begins. Immutable. */
public final class NoiseKeys {
    final byte[] staticPrivate;
    final byte[] staticPublic;
    final byte @Nullable [] psk;
    final byte @Nullable [] remoteStatic;

    private NoiseKeys(
            byte[] staticPrivate, byte[] staticPublic, byte @Nullable [] psk, byte @Nullable [] remoteStatic) {
        this.staticPrivate = staticPrivate;
        this.staticPublic = staticPublic;
        this.psk = psk;
        this.remoteStatic = remoteStatic;
    }

    /** @param publicKey that of {@code privateKey}, both X25519, 32 bytes, not copied */
    public static NoiseKeys of(byte[] privateKey, byte[] publicKey) {
        return new NoiseKeys(exact(privateKey), exact(publicKey), null, null);
    }

    /** With a pre-shared key of 32 bytes, not copied. */
    public NoiseKeys withPsk(byte[] key) {
        return new NoiseKeys(staticPrivate, staticPublic, exact(key), remoteStatic);
    }

    /** With the static key of the other side, for patterns that want it known, 32 bytes, not copied. */
    public NoiseKeys withRemoteStatic(byte[] key) {
        return new NoiseKeys(staticPrivate, staticPublic, psk, exact(key));
    }

    private static byte[] exact(byte[] key) {
        if (key.length != 32) throw new IllegalArgumentException("a key has 32 bytes, got " + key.length);
        return key;
    }
}
