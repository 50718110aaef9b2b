package org.osier.core.crypto;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104) under one key. Immutable; any thread, several at once. */
public final class HmacSha256 {
    /** Size of a MAC in bytes. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    // Looking an algorithm up costs as much as the MAC of a short message, and this runs twice per message.
    // The value is a class of the JDK, so a thread that outlives this bundle does not hold its class loader.
    private static final ThreadLocal<Mac> MACS = ThreadLocal.withInitial(HmacSha256::newMac);

    private final SecretKeySpec key;

    /** @param key any length but 0, copied */
    public HmacSha256(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The MAC of all parts, one after the other, under a key that is used once. */
    public static byte[] of(byte[] key, byte[]... parts) {
        return new HmacSha256(key).over(parts);
    }

    /** The MAC of all parts, one after the other. */
    public byte[] over(byte[]... parts) {
        var mac = start();
        for (var part : parts) mac.update(part);
        return mac.doFinal();
    }

    /** The MAC of what remains in both; their positions move to their limits. */
    public byte[] over(ByteBuffer first, ByteBuffer second) {
        var mac = start();
        mac.update(first);
        mac.update(second);
        return mac.doFinal();
    }

    private Mac start() {
        try {
            var mac = MACS.get();
            mac.init(key);
            return mac;
        } catch (InvalidKeyException e) {
            throw new AssertionError("any bytes are an HMAC key", e);
        }
    }

    private static Mac newMac() {
        try {
            return Mac.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has HMAC-SHA256", e);
        }
    }
}
