package org.osier.core.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.osier.core.crypto.Hkdf;
import org.osier.core.crypto.HmacSha256;
import org.osier.core.crypto.X25519;
import org.osier.node.NodeId;

/**
 * The keys under which two nodes authenticate UEPS packets, one per direction (WIRE.md, section 6). They follow from
 * the link keys alone, so they hold over a relay as well as over a link. Immutable; any thread.
 */
public final class UepsKeys {
    private static final byte[] CONTEXT = "osier/1 ueps\0".getBytes(US_ASCII);

    private final HmacSha256 sending;
    private final HmacSha256 receiving;

    private UepsKeys(HmacSha256 sending, HmacSha256 receiving) {
        this.sending = sending;
        this.receiving = receiving;
    }

    /**
     * @param linkPrivateKey ours, X25519
     * @param peerLinkKey the peer's, from its record or from the handshake, 32 bytes
     * @return empty if the peer's key has small order, which no honest node's has
     */
    public static Optional<UepsKeys> derive(
            byte[] clusterId, byte[] linkPrivateKey, byte[] peerLinkKey, NodeId self, NodeId peer) {
        return X25519.agree(linkPrivateKey, peerLinkKey)
                .map(secret -> new UepsKeys(key(clusterId, secret, self, peer), key(clusterId, secret, peer, self)));
    }

    private static HmacSha256 key(byte[] clusterId, byte[] secret, NodeId sender, NodeId receiver) {
        var info = ByteBuffer.allocate(CONTEXT.length + 2 * NodeId.BYTES).put(CONTEXT);
        sender.write(info);
        receiver.write(info);
        return new HmacSha256(Hkdf.derive(clusterId, secret, info.array(), HmacSha256.BYTES));
    }

    /** For packets that we send. */
    public HmacSha256 sending() {
        return sending;
    }

    /** For packets that the peer sends. */
    public HmacSha256 receiving() {
        return receiving;
    }
}
