package org.osier.node;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Copies of this node's identity, for safe keeping. A service of the node. Any thread; blocks for the disk. */
@ProviderType
public interface IdentityExport {
    /** A passphrase has so many characters at least. */
    int LEAST_PASSPHRASE = 8;

    /**
     * Writes the identity into a file (0600) that opens with the passphrase alone. Takes a second or so, and 64 MiB.
     *
     * @param file must not be there
     * @param passphrase at least {@value #LEAST_PASSPHRASE} characters; not kept
     * @throws java.nio.file.FileAlreadyExistsException if something has this name; it is untouched
     * @throws IOException if it could not be written, with its OSIER code and what to do; there is no file then
     * @throws IllegalArgumentException if the passphrase is too short
     */
    void export(Path file, char[] passphrase) throws IOException;

    /** When the last copy was made, or this home was made from one; empty: never. */
    Optional<Instant> exported();
}
