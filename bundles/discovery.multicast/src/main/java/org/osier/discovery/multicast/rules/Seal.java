package org.osier.discovery.multicast.rules;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A beacon as it travels: {@code ["OSB1"][12 nonce][AES-256-GCM(key of the hour, nonce, aad "OSB1", beacon)]}. Who is
 * not a member sees a nonce, a length and nothing else, and nothing that stays the same. The key changes with the hour,
 * so that what is guessed of one is of no use for the next; the hour before and the one after are read too.
 */
public final class Seal {
    /** Longest datagram: the least that every IPv6 network carries, 1,280, less its headers. */
    public static final int MAX_BYTES = 1_232;

    private static final byte[] MAGIC = "OSB1".getBytes(US_ASCII);
    private static final byte[] CONTEXT = "osier/1 beacon\0".getBytes(US_ASCII);
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int OVERHEAD = MAGIC.length + NONCE_BYTES + TAG_BYTES;
    private static final long HOUR_MS = 3_600_000;

    private final Function<byte[], List<byte[]>> keys;
    private final RandomGenerator random;

    /** @param keys as {@code ClusterKeys.derive} gives them @param random fit for nonces */
    public Seal(Function<byte[], List<byte[]>> keys, RandomGenerator random) {
        this.keys = keys;
        this.random = random;
    }

    /**
     * @param most bytes of the datagram; addresses that do not fit are left away
     * @return null: there is no key just now
     */
    public byte @Nullable [] close(Beacon beacon, int most) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var keys = keysOf(beacon.ms() / HOUR_MS);
        if (keys.isEmpty()) return null;
        var key = keys.get(0);
        var body = beacon.write(Math.min(most, MAX_BYTES) - OVERHEAD);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce).doFinal(body);
            return ByteBuffer.allocate(MAGIC.length + NONCE_BYTES + sealed.length)
                    .put(MAGIC)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        }
    }

    /** @return null: not a beacon of our cluster, or one of another time */
    public @Nullable Beacon open(byte[] datagram, long nowMs) {
        if (!looksLikeOne(datagram)) return null;
        var nonce = Arrays.copyOfRange(datagram, MAGIC.length, MAGIC.length + NONCE_BYTES);
        var sealed = Arrays.copyOfRange(datagram, MAGIC.length + NONCE_BYTES, datagram.length);
        long hour = nowMs / HOUR_MS;
        for (long one : new long[] {hour, hour - 1, hour + 1}) {
            for (var key : keysOf(one)) {
                var body = open(key, nonce, sealed);
                if (body != null) return Beacon.read(body);
            }
        }
        return null;
    }

    /** Whether it is worth a key: costs nothing. */
    public static boolean looksLikeOne(byte[] datagram) {
        return datagram.length > OVERHEAD
                && datagram.length <= MAX_BYTES
                && Arrays.equals(datagram, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private List<byte[]> keysOf(long hour) {
        return keys.apply(ByteBuffer.allocate(CONTEXT.length + Long.BYTES)
                .put(CONTEXT)
                .putLong(hour)
                .array());
    }

    private static byte @Nullable [] open(byte[] key, byte[] nonce, byte[] sealed) {
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce).doFinal(sealed);
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(MAGIC);
        return cipher;
    }
}
