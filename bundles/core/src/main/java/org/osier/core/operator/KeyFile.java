package org.osier.core.operator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.osier.core.crypto.Argon2id;
import org.osier.core.crypto.Ed25519;
import org.osier.core.identity.AtomicFile;
import org.osier.core.identity.HomeException;

/**
 * The file (0600) with an administrator's key, closed by a passphrase: Argon2id and AES-256-GCM. Its form stands in the
 * README of core, "Administrators".
 */
public final class KeyFile {
    /** A shorter passphrase is guessed by whoever has the file. Our choice. */
    public static final int MIN_PASSPHRASE = 8;

    /** As with the identity beside which it should not lie. */
    private static final int UNREADABLE = 103;

    private static final byte[] CONTEXT = "osier/1 administrator key\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_BYTES = 16_384;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private KeyFile() {}

    /**
     * Makes the file, durably.
     *
     * @param clusterId of the cluster that the key commands, 32 bytes
     * @param clusterName of that cluster, for people
     * @throws FileAlreadyExistsException if something has this name; it is untouched
     * @throws HomeException OSIER-106 if it cannot be written
     */
    public static void create(
            Path file, OperatorKey key, char[] passphrase, byte[] clusterId, String clusterName, RandomGenerator random)
            throws FileAlreadyExistsException, HomeException {
        if (passphrase.length < MIN_PASSPHRASE) throw new IllegalArgumentException("a passphrase that is too short");
        var salt = new byte[SALT_BYTES];
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        var argon = Argon2id.OURS;
        var head = new KeyFileJson(clusterName, clusterId, key.publicKey(), argon, salt, nonce, new byte[0]);
        var seed = key.seed();
        var wrapping = argon.key(passphrase, salt);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, wrapping, head).doFinal(seed);
            AtomicFile.create(file, head.sealed(sealed).write());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        } finally {
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(wrapping, (byte) 0);
        }
    }

    private static Cipher cipher(int mode, byte[] key, KeyFileJson head) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, head.nonce()));
        cipher.updateAAD(CONTEXT);
        cipher.updateAAD(head.cluster());
        cipher.updateAAD(head.key());
        return cipher;
    }

    /**
     * Opens one; takes about a second and 64 MiB on purpose.
     *
     * @param content of the file: whether it was open to others is seen by whoever reads it
     * @param passphrase not kept
     * @throws HomeException OSIER-103: not in the form, or another passphrase; OSIER-106: too little memory
     */
    public static OperatorKey open(byte[] content, char[] passphrase) throws HomeException {
        var head = read(content);
        if (!head.argon().hasRoom()) {
            throw new HomeException(
                    HomeException.NOT_WRITABLE,
                    "opening a key needs " + head.argon().memoryKib() / 1024 + " MiB that this process has not",
                    "do it on a node with a larger heap: OSIER_OPTS=-Xmx512m",
                    null);
        }
        var wrapping = head.argon().key(passphrase, head.salt());
        byte @Nullable [] seed = null;
        try {
            seed = cipher(Cipher.DECRYPT_MODE, wrapping, head).doFinal(head.sealed());
            if (!Arrays.equals(Ed25519.publicKey(seed), head.key())) throw broken("its two keys do not fit");
            return OperatorKey.of(seed);
        } catch (AEADBadTagException e) {
            throw new HomeException(UNREADABLE, "the passphrase does not open the key", "try again", null);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        } finally {
            Arrays.fill(wrapping, (byte) 0);
            if (seed != null) Arrays.fill(seed, (byte) 0);
        }
    }

    private static KeyFileJson read(byte[] content) throws HomeException {
        if (content.length > MAX_BYTES) throw broken("it is longer than " + MAX_BYTES + " bytes");
        try {
            return KeyFileJson.read(content);
        } catch (KeyFileJson.BadKeyFileException e) {
            throw broken(String.valueOf(e.getMessage()));
        }
    }

    private static HomeException broken(String what) {
        return new HomeException(
                UNREADABLE, "that is no key file: " + what, "take another copy of it, or the recovery key", null);
    }

    /** For whoever compares keys by eye: the first 8 bytes in hex, in groups of four digits. */
    public static String fingerprint(byte[] publicKey) {
        var start = ByteBuffer.wrap(publicKey).getLong();
        return String.format("%016x", start).replaceAll("(.{4})(?!$)", "$1-");
    }
}
