package org.osier.core.identity;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.osier.parts.file.AtomicWrite;

/**
 * Writes files of mode 0600 that are there whole or not at all, and still there after the power failed: a temporary
 * file beside it, synced, then renamed, then the directory synced. The only way in which a node writes state.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /**
     * Puts this content in place of whatever the file holds. Of callers for one file only one may be here at a time;
     * the lock on the home and one owner per file see to that. What a crash leaves behind, the next write takes away.
     *
     * @throws HomeException OSIER-106; the file is then as it was before
     */
    public static void write(Path file, byte[] content) throws HomeException {
        try {
            AtomicWrite.write(file, content);
        } catch (IOException e) {
            throw notWritable(file.toAbsolutePath(), e);
        }
    }

    /**
     * Makes a file that is not there yet. Several processes may try at once: one makes it.
     *
     * @throws FileAlreadyExistsException if something has this name; it is untouched
     * @throws HomeException OSIER-106; there is no file then
     */
    public static void create(Path file, byte[] content) throws FileAlreadyExistsException, HomeException {
        var target = file.toAbsolutePath();
        var temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            AtomicWrite.fill(temporary, content);
            Files.createLink(target, temporary); // fails where a rename would replace
            AtomicWrite.sync(target.getParent());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw notWritable(target, e);
        } finally {
            discard(temporary);
        }
    }

    static HomeException notWritable(Path file, IOException e) {
        return new HomeException(
                HomeException.NOT_WRITABLE,
                file + " cannot be written: " + HomeException.reason(e),
                "free space there, or let this user write in " + file.getParent(),
                e);
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // It says nothing new: the failure that brought us here is thrown, and a later write tries again.
        }
    }
}
