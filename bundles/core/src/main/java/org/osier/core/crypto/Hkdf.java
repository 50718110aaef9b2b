package org.osier.core.crypto;

import java.util.Arrays;

/** HKDF with SHA-256 (RFC 5869), the only way in which keys are derived from secrets. Any thread. */
public final class Hkdf {
    /** RFC 5869, section 2.3: at most 255 blocks. */
    private static final int MAX_BYTES = 255 * HmacSha256.BYTES;

    private Hkdf() {}

    /**
     * Extract and expand.
     *
     * @param salt empty counts as 32 zero bytes
     * @param ikm the secret
     * @param info what the key is for
     * @param n length of the result, 1 to 8,160 bytes
     */
    public static byte[] derive(byte[] salt, byte[] ikm, byte[] info, int n) {
        if (n < 1 || n > MAX_BYTES) throw new IllegalArgumentException("HKDF gives 1 to 8160 bytes, asked for " + n);
        var extracted = HmacSha256.of(salt.length == 0 ? new byte[HmacSha256.BYTES] : salt, ikm);
        var expand = new HmacSha256(extracted);
        var out = new byte[n];
        var block = new byte[0];
        for (int done = 0, i = 1; done < n; done += block.length, i++) {
            block = expand.over(block, info, new byte[] {(byte) i});
            System.arraycopy(block, 0, out, done, Math.min(block.length, n - done));
        }
        Arrays.fill(extracted, (byte) 0);
        return out;
    }
}
