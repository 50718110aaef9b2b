package org.osier.core.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import org.osier.core.crypto.PassphraseSeal;
import org.osier.core.identity.AtomicFile;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.HomeLock;
import org.osier.core.identity.Identity;
import org.osier.core.identity.IdentityException;
import org.osier.core.identity.IdentityFile;
import org.osier.core.identity.IdentityFile.BadIdentityFileException;
import org.osier.core.identity.IdentityFile.Contents;
import org.osier.core.identity.IdentityStore;
import org.osier.core.record.SerialStore;
import org.osier.node.IdentityExport;
import org.osier.node.NodeId;

/** Copies of the identity of a home, for safe keeping, and back. Any thread; blocks for the disk and for Argon2id. */
public final class IdentityCopies implements IdentityExport {
    /** {@code id, a blank, when}: the last copy that was made, or that this home was made from. The doctor reads it too. */
    static final String MARK = "identity.exported";

    private static final int LONGEST_MARK_BYTES = 200;

    private final Path data;
    private final IdentityStore store;
    private final InstantSource clock;

    /** @param home need not be there */
    public IdentityCopies(Path home, InstantSource clock) {
        this.data = home.toAbsolutePath().normalize().resolve("data");
        this.store = new IdentityStore(data);
        this.clock = clock;
    }

    /** @param before where the identity is kept that was here; @param same it was here already, nothing was done */
    record Taken(NodeId id, Optional<Path> before, boolean same) {}

    /** The identity of this home. @throws HomeException OSIER-103: there is none, or none that can be used */
    public Identity identity() throws HomeException {
        return store.find()
                .orElseThrow(
                        () -> refused(data.resolve("identity") + " is not there", "start the node once: osier run"));
    }

    /** Empty too if only another identity was copied, or this one cannot be read. */
    @Override
    public Optional<Instant> exported() {
        try {
            return exported(identity().id());
        } catch (HomeException e) {
            return Optional.empty(); // said where it matters
        }
    }

    private Optional<Instant> exported(NodeId id) {
        try (var in = Files.newInputStream(data.resolve(MARK))) {
            var words = new String(in.readNBytes(LONGEST_MARK_BYTES), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            return words.length == 2 && words[0].equals(id.toString())
                    ? Optional.of(Instant.parse(words[1]))
                    : Optional.empty();
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty(); // it only reminds
        }
    }

    /** Sees that the copy opens before it is written. The node may run. */
    @Override
    public void export(Path file, char[] passphrase) throws FileAlreadyExistsException, HomeException {
        if (!PassphraseSeal.hasRoom()) {
            throw new HomeException(
                    HomeException.NOT_WRITABLE,
                    "a copy takes 80 MiB of memory that this process has not",
                    "bin/osier identity export has a process of its own; or give this one a larger heap",
                    null);
        }
        var contents = new Contents(identity(), SerialStore.open(data).last());
        var copy = IdentityFile.write(contents, passphrase, new SecureRandom());
        if (!opens(copy, passphrase, contents)) throw new AssertionError("a copy that does not open");
        AtomicFile.create(file, copy);
        mark(contents.identity().id());
    }

    private static boolean opens(byte[] copy, char[] passphrase, Contents contents) {
        try {
            var read = IdentityFile.read(copy, passphrase);
            return read.serial() == contents.serial()
                    && Arrays.equals(read.identity().seed(), contents.identity().seed())
                    && Arrays.equals(
                            read.identity().linkPrivateKey(),
                            contents.identity().linkPrivateKey());
        } catch (BadIdentityFileException e) {
            return false;
        }
    }

    /**
     * Makes this home that of a copied identity. No node may run in it.
     *
     * @param replace whether it may take the place of another identity, which is kept beside it
     * @throws HomeException OSIER-103 if the copy does not open or the home has an identity, OSIER-105 if a node runs
     */
    Taken take(Path file, char[] passphrase, boolean replace) throws HomeException {
        var contents = read(file, passphrase);
        var id = contents.identity().id();
        var lock = HomeLock.take(data);
        try {
            var there = there(replace);
            if (there.equals(Optional.of(id))) return new Taken(id, Optional.empty(), true);
            if (there.isPresent() && !replace) {
                throw refused(
                        "this home is node " + there.get().brief() + ", the copy is of node " + id.brief(),
                        "use another home, or --replace: what is there is kept beside it");
            }
            // First: a serial that rises does no harm, one that an earlier life of this node used does.
            SerialStore.open(data).nextAbove(contents.serial(), clock.instant());
            var before = store.replace(contents.identity(), clock.instant());
            mark(id);
            return new Taken(id, before, false);
        } finally {
            lock.close();
        }
    }

    /** Who this home is. What cannot be read may be replaced, and not silently. */
    private Optional<NodeId> there(boolean replace) throws IdentityException {
        try {
            return store.find().map(Identity::id);
        } catch (IdentityException e) {
            if (!replace) throw e;
            return Optional.empty();
        }
    }

    private static Contents read(Path file, char[] passphrase) throws HomeException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(IdentityFile.MAX_BYTES + 1);
            if (bytes.length > IdentityFile.MAX_BYTES) {
                throw refused(file + " is longer than a copy of an identity", "name the file that an export made");
            }
            return IdentityFile.read(bytes, passphrase);
        } catch (BadIdentityFileException e) {
            throw refused(file + ": " + e.getMessage(), "try the passphrase again, or another copy");
        } catch (HomeException e) {
            throw e;
        } catch (IOException e) {
            throw refused(file + " cannot be read: " + HomeException.reason(e), "look at its path and its owner");
        }
    }

    private void mark(NodeId id) throws HomeException {
        var text = id + " " + clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\n";
        AtomicFile.write(data.resolve(MARK), text.getBytes(StandardCharsets.US_ASCII));
    }

    private static HomeException refused(String what, String next) {
        return new HomeException(IdentityException.UNREADABLE, what, next, null);
    }
}
