package org.osier.core.handshake;

import org.osier.core.crypto.X25519;
import org.osier.core.noise.NoiseKeys;
import org.osier.node.NodeId;

/**
 * What this node brings to each of its handshakes: its link key, and the signed statement that it is its own.
 * Immutable; made once, and again when the serial of the node's record rises.
 */
public final class LocalKeys {
    /** Bit 0 of the capabilities is reserved and sent as 0 (WIRE.md, section 2). */
    private static final long RESERVED = 1;

    private final NoiseKeys keys;
    private final HandshakePayload payload;

    /**
     * @param identitySeed Ed25519 seed, 32 bytes
     * @param linkPrivateKey X25519, 32 bytes
     * @param bootId drawn at this start
     * @param serial of the node record in force, below 2^48
     * @param capabilities bit 0 must be 0
     */
    public LocalKeys(byte[] identitySeed, byte[] linkPrivateKey, long bootId, long serial, long capabilities) {
        this(identitySeed, linkPrivateKey, bootId, serial, capabilities, Versions.OURS);
    }

    LocalKeys(
            byte[] identitySeed,
            byte[] linkPrivateKey,
            long bootId,
            long serial,
            long capabilities,
            Versions versions) {
        if ((capabilities & RESERVED) != 0) throw new IllegalArgumentException("capability bit 0 is reserved");
        var linkKey = X25519.publicKey(linkPrivateKey);
        this.keys = NoiseKeys.of(linkPrivateKey.clone(), linkKey);
        this.payload =
                new HandshakePayload(KeyBinding.sign(identitySeed, linkKey, bootId, serial), versions, capabilities);
    }

    /** What we say of our keys. */
    public KeyBinding binding() {
        return payload.binding();
    }

    NodeId node() {
        return binding().node();
    }

    NoiseKeys noiseKeys(Door door) {
        return keys.withPsk(door.psk());
    }

    HandshakePayload payload() {
        return payload;
    }
}
