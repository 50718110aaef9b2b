package org.osier.core.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4) of the JDK. Any thread. */
public final class Sha256 {
    /** Size of a hash in bytes. */
    public static final int BYTES = 32;

    private Sha256() {}

    /** The hash of all parts, one after the other. */
    public static byte[] of(byte[]... parts) {
        var sha = digest();
        for (var part : parts) sha.update(part);
        return sha.digest();
    }

    /** One that has read nothing yet. */
    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
