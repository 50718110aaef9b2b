package org.osier.core.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.parts.file.AtomicWrite;
import org.osier.parts.file.OwnerOnly;

/**
 * The identity in {@code data/identity/}: a directory (0700) with one file (0600) for each key, raw. It is made on the
 * first start under another name and renamed when it is whole, so where the directory is, both keys must be: anything
 * else was done to it later and is for the operator to judge, never for us to replace. Call with the {@link HomeLock}
 * held.
 */
public final class IdentityStore {
    private static final String SEED = "ed25519.seed";
    private static final String LINK_KEY = "x25519.key";
    private static final int KEY_BYTES = 32;

    private final Path data;
    private final Path directory;
    private final Path unfinished;
    private final Path whole; // brought from a copy, and waits for its name

    /** @param data the home's {@code data} directory */
    public IdentityStore(Path data) {
        this.data = data.toAbsolutePath();
        this.directory = this.data.resolve("identity");
        this.unfinished = this.data.resolve("identity.new");
        this.whole = this.data.resolve("identity.imported");
    }

    /** @param first whether this call made the identity */
    public record Opened(Identity identity, boolean first) {}

    /**
     * The identity of this home, made now if there is none.
     *
     * @param random fit for keys
     * @throws IdentityException OSIER-103: unreadable, too open or half-written
     * @throws HomeException OSIER-106: a new one could not be stored; no trace of it counts
     */
    public Opened open(RandomGenerator random) throws HomeException {
        if (!exists(directory) && exists(whole)) takeItsPlace(); // a replacement that did not come to its end
        return exists(directory) ? new Opened(load(), false) : new Opened(make(random), true);
    }

    /** The identity of this home, if it has one; needs no lock. @throws IdentityException OSIER-103 as {@link #open} */
    public Optional<Identity> find() throws IdentityException {
        return exists(directory) ? Optional.of(load()) : Optional.empty();
    }

    /**
     * Puts another identity in place of what is there, which is kept beside it. After a crash it is the one or the other.
     *
     * @param now names what is kept
     * @return where what was there is kept; empty: nothing was there
     * @throws HomeException OSIER-106: it could not be stored, and the old one counts
     */
    public Optional<Path> replace(Identity identity, Instant now) throws HomeException {
        try {
            write(identity);
            clear(whole);
            Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
            AtomicWrite.sync(data);
            var before = exists(directory)
                    ? Optional.of(data.resolve("identity.before-" + now.getEpochSecond()))
                    : Optional.<Path>empty();
            if (before.isPresent()) Files.move(directory, before.get(), StandardCopyOption.ATOMIC_MOVE);
            takeItsPlace();
            return before;
        } catch (HomeException e) {
            throw e;
        } catch (IOException e) {
            throw AtomicFile.notWritable(directory, e);
        }
    }

    private void takeItsPlace() throws HomeException {
        try {
            Files.move(whole, directory, StandardCopyOption.ATOMIC_MOVE);
            AtomicWrite.sync(data);
        } catch (IOException e) {
            throw AtomicFile.notWritable(directory, e);
        }
    }

    private static boolean exists(Path directory) throws IdentityException {
        try {
            Files.readAttributes(directory, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private Identity load() throws IdentityException {
        demandOwnerOnly(directory, "700");
        return Identity.of(key(SEED), key(LINK_KEY));
    }

    private byte[] key(String name) throws IdentityException {
        var file = directory.resolve(name);
        demandOwnerOnly(file, "600");
        byte[] key;
        try (var in = Files.newInputStream(file)) {
            key = in.readNBytes(KEY_BYTES + 1);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (key.length != KEY_BYTES) {
            var length = key.length < KEY_BYTES ? key.length + " bytes" : "more than " + KEY_BYTES + " bytes";
            throw broken(file + " has " + length + ", expected " + KEY_BYTES, null);
        }
        // What a file system may show in place of what it lost.
        if (isZero(key)) throw broken(file + " holds only zeros", null);
        return key;
    }

    private static void demandOwnerOnly(Path path, String mode) throws IdentityException {
        try {
            if (OwnerOnly.holds(path)) return;
            throw new IdentityException(
                    path + " is open to others (" + OwnerOnly.mode(path) + ")",
                    "chmod " + mode + " " + path + " if nobody can have read it, else start as a new node",
                    null);
        } catch (IdentityException e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static boolean isZero(byte[] key) {
        int any = 0;
        for (byte b : key) any |= b;
        return any == 0;
    }

    private Identity make(RandomGenerator random) throws HomeException {
        var identity = Identity.generate(random);
        try {
            write(identity);
            Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
            AtomicWrite.sync(data);
        } catch (IOException e) {
            throw AtomicFile.notWritable(directory, e);
        }
        return identity;
    }

    /** Under the name of what is not whole yet. */
    private void write(Identity identity) throws IOException {
        OwnerOnly.makeDirectories(data);
        clear(unfinished);
        OwnerOnly.makeDirectories(unfinished);
        AtomicWrite.fill(unfinished.resolve(SEED), identity.seed());
        AtomicWrite.fill(unfinished.resolve(LINK_KEY), identity.linkPrivateKey());
        AtomicWrite.sync(unfinished);
    }

    /** Takes away what a start or an import that did not end has left. */
    private static void clear(Path unfinished) throws IOException {
        if (Files.notExists(unfinished, LinkOption.NOFOLLOW_LINKS)) return;
        try (var files = Files.newDirectoryStream(unfinished)) {
            for (var file : files) Files.delete(file);
        }
        Files.delete(unfinished);
    }

    private static IdentityException unreadable(Path path, IOException e) {
        return broken(path + " cannot be read: " + HomeException.reason(e), e);
    }

    private static IdentityException broken(String what, @Nullable Throwable cause) {
        return new IdentityException(
                what, "restore data/identity from its backup, or move it away to start as a new node", cause);
    }
}
