package org.osier.core.crypto;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) under one key. Immutable; any thread, several at once.
 *
 * <p>The JDK's {@code Mac} reads its key again for each message: for a short one, and two of these are made for every
 * message, that is twice the work. Here the two digests that have read the key are kept, and copied.
 */
public final class HmacSha256 {
    /** Size of a MAC in bytes. */
    public static final int BYTES = 32;

    /** Size of a block of SHA-256 (RFC 2104: B). */
    private static final int BLOCK_BYTES = 64;

    private static final MessageDigest FRESH = Sha256.digest(); // only ever copied, so any thread may

    private final MessageDigest inner; // has read the key; only ever copied
    private final MessageDigest outer;

    /** @param key any length, copied */
    public HmacSha256(byte[] key) {
        var block = Arrays.copyOf(key.length > BLOCK_BYTES ? Sha256.of(key) : key, BLOCK_BYTES);
        inner = keyed(block, 0x36);
        outer = keyed(block, 0x5c);
    }

    private static MessageDigest keyed(byte[] block, int pad) {
        var padded = new byte[BLOCK_BYTES];
        for (int i = 0; i < BLOCK_BYTES; i++) padded[i] = (byte) (block[i] ^ pad);
        var digest = copy(FRESH);
        digest.update(padded);
        return digest;
    }

    /** The MAC of all parts, one after the other, under a key that is used once. */
    public static byte[] of(byte[] key, byte[]... parts) {
        return new HmacSha256(key).over(parts);
    }

    /** The MAC of all parts, one after the other. */
    public byte[] over(byte[]... parts) {
        var digest = copy(inner);
        for (var part : parts) digest.update(part);
        return finish(digest);
    }

    /** The MAC of what remains in both; their positions move to their limits. */
    public byte[] over(ByteBuffer first, ByteBuffer second) {
        var digest = copy(inner);
        digest.update(first);
        digest.update(second);
        return finish(digest);
    }

    private byte[] finish(MessageDigest read) {
        var digest = copy(outer);
        digest.update(read.digest());
        return digest.digest();
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("the JDK's SHA-256 can be copied", e);
        }
    }
}
