package org.osier.core.crypto;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Secrets in a file that is of no use to whoever finds it, unless he guesses the passphrase: Argon2id makes each guess dear,
 * AES-256-GCM shows a wrong one. Layout, numbers big-endian:
 * {@code [u8 1][u32 memory in KiB][u32 passes][u8 lanes][16 salt][ciphertext, 16 bytes longer than the secret]}; the key is
 * Argon2id(passphrase in UTF-8 and NFC, salt, 32 bytes), used once, with nonce 0; the context and everything before the
 * ciphertext are its additional data. Any thread.
 */
public final class PassphraseSeal {
    /** A shorter passphrase is not worth the name. Our choice. */
    public static final int LEAST_CHARACTERS = 8;

    private static final int HEAD_BYTES = Argon2id.BYTES + Argon2id.SALT_BYTES;

    /** What is sealed is longer than its secret. */
    public static final int OVERHEAD_BYTES = HEAD_BYTES + Aead.TAG_BYTES;

    private PassphraseSeal() {}

    /** Whether this process has the memory that {@link #seal} takes. */
    public static boolean hasRoom() {
        return Argon2id.OURS.hasRoom();
    }

    /**
     * Encrypts. Takes some tenths of a second and 64 MiB, on purpose.
     *
     * @param passphrase at least {@value #LEAST_CHARACTERS} characters; not kept
     * @param context what the secret is for, ends in a zero byte: it opens with no other one
     * @param random fit for keys
     */
    public static byte[] seal(char[] passphrase, byte[] context, byte[] secret, RandomGenerator random) {
        if (passphrase.length < LEAST_CHARACTERS) {
            throw new IllegalArgumentException("a passphrase has at least " + LEAST_CHARACTERS + " characters");
        }
        var salt = new byte[Argon2id.SALT_BYTES];
        random.nextBytes(salt);
        var out = ByteBuffer.allocate(OVERHEAD_BYTES + secret.length);
        Argon2id.OURS.write(out);
        var sealed = out.put(salt).put(secret).array();
        var key = Argon2id.OURS.key(passphrase, salt);
        new Aead(AeadAlgorithm.AES_256_GCM, key)
                .seal(0, additional(context, sealed), sealed, HEAD_BYTES, secret.length);
        Arrays.fill(key, (byte) 0);
        return sealed;
    }

    /**
     * Decrypts what {@link #seal} made; takes as long.
     *
     * @param sealed anything, hostile bytes too: they cost at most 256 MiB and some seconds
     * @throws BadSealException if it is malformed, was changed, is for something else, or the passphrase is wrong
     */
    public static byte[] open(char[] passphrase, byte[] context, byte[] sealed) throws BadSealException {
        if (sealed.length < OVERHEAD_BYTES) throw new BadSealException("it is cut short");
        var in = ByteBuffer.wrap(sealed);
        var cost = Argon2id.read(in);
        if (!cost.hasRoom()) throw new BadSealException("this process has not the memory that it takes");
        var salt = new byte[Argon2id.SALT_BYTES];
        in.get(salt);
        var secret = new byte[sealed.length - OVERHEAD_BYTES];
        var key = cost.key(passphrase, salt);
        try {
            new Aead(AeadAlgorithm.AES_256_GCM, key)
                    .open(0, additional(context, sealed), sealed, HEAD_BYTES, in.remaining(), secret, 0);
            return secret;
        } catch (BadTagException e) {
            throw new BadSealException("the passphrase is wrong, or the file was changed");
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] additional(byte[] context, byte[] sealed) {
        var all = Arrays.copyOf(context, context.length + HEAD_BYTES);
        System.arraycopy(sealed, 0, all, context.length, HEAD_BYTES);
        return all;
    }
}
