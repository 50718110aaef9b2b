package org.osier.core.handshake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.osier.core.handshake.HandshakeException.Reason.BAD_SIGNATURE;
import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.osier.core.crypto.Ed25519;
import org.osier.core.crypto.X25519;
import org.osier.node.NodeId;

/**
 * Says, signed by a node, which link key it uses in this run: version 1, Ed25519 key (32), link key (32), boot id (8),
 * serial (8), signature (64). Immutable.
 */
public final class KeyBinding {
    /** Size in bytes. */
    public static final int BYTES = 145;

    private static final byte[] CONTEXT = "osier/1 binding\0".getBytes(US_ASCII);
    private static final int SIGNED_BYTES = BYTES - Ed25519.SIGNATURE_BYTES;
    private static final int IDENTITY_KEY = 1;
    private static final int LINK_KEY = IDENTITY_KEY + Ed25519.KEY_BYTES;
    private static final int BOOT_ID = LINK_KEY + X25519.BYTES;
    private static final int SERIAL = BOOT_ID + Long.BYTES;

    /** Serials are those of node records, below 2^48 (WIRE.md, section 7). */
    private static final long SERIAL_LIMIT = 1L << 48;

    private final byte[] bytes;
    private final NodeId node;

    private KeyBinding(byte[] bytes) {
        this.bytes = bytes;
        this.node = NodeId.ofKey(identityKey());
    }

    /** Signs a new one with the identity whose seed this is. */
    static KeyBinding sign(byte[] identitySeed, byte[] linkKey, long bootId, long serial) {
        if (serial < 0 || serial >= SERIAL_LIMIT) throw new IllegalArgumentException("serial is below 2^48: " + serial);
        var identityKey = Ed25519.publicKey(identitySeed);
        var out = ByteBuffer.allocate(BYTES)
                .put((byte) 1)
                .put(identityKey)
                .put(linkKey)
                .putLong(bootId)
                .putLong(serial);
        out.put(Ed25519.sign(identitySeed, identityKey, signed(out.array())));
        return new KeyBinding(out.array());
    }

    /** Reads the form; {@link #verify} proves it. */
    static KeyBinding read(byte[] bytes) throws HandshakeException {
        if (bytes.length != BYTES || bytes[0] != 1) throw new HandshakeException(MALFORMED);
        var binding = new KeyBinding(bytes.clone());
        if (binding.serial() < 0 || binding.serial() >= SERIAL_LIMIT) throw new HandshakeException(MALFORMED);
        return binding;
    }

    void verify() throws HandshakeException {
        var signature = Arrays.copyOfRange(bytes, SIGNED_BYTES, BYTES);
        if (!Ed25519.verify(identityKey(), signed(bytes), signature)) throw new HandshakeException(BAD_SIGNATURE);
    }

    private static byte[] signed(byte[] binding) {
        return ByteBuffer.allocate(CONTEXT.length + SIGNED_BYTES)
                .put(CONTEXT)
                .put(binding, 0, SIGNED_BYTES)
                .array();
    }

    /** The node that it speaks for. */
    public NodeId node() {
        return node;
    }

    /** Ed25519 key of the node, 32 bytes, a copy. */
    public byte[] identityKey() {
        return Arrays.copyOfRange(bytes, IDENTITY_KEY, LINK_KEY);
    }

    /** X25519 key of its links, 32 bytes, a copy. */
    public byte[] linkKey() {
        return Arrays.copyOfRange(bytes, LINK_KEY, BOOT_ID);
    }

    /** Drawn anew at each of its starts. */
    public long bootId() {
        return ByteBuffer.wrap(bytes).getLong(BOOT_ID);
    }

    /** Of its record in force, 0 to 2^48 - 1. */
    public long serial() {
        return ByteBuffer.wrap(bytes).getLong(SERIAL);
    }

    /** As it travels, 145 bytes, a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }
}
