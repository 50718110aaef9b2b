package org.osier.core.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Authenticated encryption under one key, in place unless said otherwise: text and ciphertext begin at the same offset,
 * the tag follows.
 * Holds one cipher of the JDK and uses it again and again, so it belongs to one thread at a time.
 */
public final class Aead {
    /** Size of a key in bytes. */
    public static final int KEY_BYTES = 32;

    /** What a ciphertext is longer than its text. */
    public static final int TAG_BYTES = 16;

    /** Never used for a text: Noise, section 5.1, keeps it for {@link #rekeyed}. */
    public static final long RESERVED_NONCE = -1;

    private static final byte[] NO_AAD = {};

    private final AeadAlgorithm algorithm;
    private final SecretKeySpec key;
    private @Nullable Cipher cipher; // most keys of a handshake encrypt nothing
    private long lastNonce;

    /** @param key exactly 32 bytes, copied */
    public Aead(AeadAlgorithm algorithm, byte[] key) {
        if (key.length != KEY_BYTES) throw new IllegalArgumentException("a key has 32 bytes, got " + key.length);
        this.algorithm = algorithm;
        this.key = new SecretKeySpec(key, algorithm.keyAlgorithm);
    }

    /**
     * Encrypts in place, with no additional data.
     *
     * @param nonce each at most once under this key
     * @param buffer has room for 16 bytes behind the text
     * @return the length of the ciphertext, 16 more than {@code length}
     */
    public int seal(long nonce, byte[] buffer, int offset, int length) {
        return seal(nonce, NO_AAD, buffer, offset, length);
    }

    /** As {@link #seal(long, byte[], int, int)}, with additional data that is bound but not carried. */
    public int seal(long nonce, byte[] aad, byte[] buffer, int offset, int length) {
        try {
            return start(Cipher.ENCRYPT_MODE, nonce, aad).doFinal(buffer, offset, length, buffer, offset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal " + length + " bytes: nonce used twice or no room", e);
        }
    }

    /**
     * Decrypts in place, with no additional data.
     *
     * @return the length of the text, 16 less than {@code length}
     * @throws BadTagException if it is not authentic; the bytes are then undefined, and this object is still good
     */
    public int open(long nonce, byte[] buffer, int offset, int length) throws BadTagException {
        return open(nonce, NO_AAD, buffer, offset, length);
    }

    /** As {@link #open(long, byte[], int, int)}, with the additional data that it was sealed with. */
    public int open(long nonce, byte[] aad, byte[] buffer, int offset, int length) throws BadTagException {
        return open(nonce, aad, buffer, offset, length, buffer, offset);
    }

    /** As {@link #open(long, byte[], int, int, byte[])}, with additional data, to anywhere in the other array. */
    public int open(long nonce, byte[] aad, byte[] from, int offset, int length, byte[] to, int at)
            throws BadTagException {
        if (length < TAG_BYTES) throw new BadTagException();
        try {
            return start(Cipher.DECRYPT_MODE, nonce, aad).doFinal(from, offset, length, to, at);
        } catch (AEADBadTagException e) {
            throw new BadTagException();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open " + length + " bytes", e);
        }
    }

    /**
     * Decrypts into another array, from its beginning. For long texts: when the JDK decrypts in place it makes a copy as
     * long as the whole array, however short the text.
     *
     * @param to has room for the text
     */
    public int open(long nonce, byte[] from, int offset, int length, byte[] to) throws BadTagException {
        return open(nonce, NO_AAD, from, offset, length, to, 0);
    }

    /** The next key, Noise section 4.2: REKEY(k) = first 32 bytes of ENCRYPT(k, 2^64-1, no data, 32 zeros). */
    public Aead rekeyed() {
        var zeros = new byte[KEY_BYTES + TAG_BYTES];
        seal(RESERVED_NONCE, zeros, 0, KEY_BYTES);
        return new Aead(algorithm, Arrays.copyOf(zeros, KEY_BYTES));
    }

    private Cipher start(int mode, long nonce, byte[] aad) throws GeneralSecurityException {
        // ChaCha20 of Java 17 refuses the nonce of the start before even to decrypt; after a forgery the true text
        // may still come under the same nonce. Sealing twice with one nonce stays refused.
        var cipher = this.cipher;
        boolean again = nonce == lastNonce && mode == Cipher.DECRYPT_MODE;
        if (cipher == null || again) this.cipher = cipher = algorithm.newCipher();
        lastNonce = nonce;
        cipher.init(mode, key, algorithm.parameters(nonce));
        if (aad.length != 0) cipher.updateAAD(aad);
        return cipher;
    }
}
