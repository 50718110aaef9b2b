package org.osier.core.identity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;

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
        var target = file.toAbsolutePath();
        var temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            Files.deleteIfExists(temporary);
            fill(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory(target.getParent());
        } catch (IOException e) {
            discard(temporary);
            throw notWritable(target, e);
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
            fill(temporary, content);
            Files.createLink(target, temporary); // fails where a rename would replace
            syncDirectory(target.getParent());
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            throw notWritable(target, e);
        } finally {
            discard(temporary);
        }
    }

    /** Makes a file with this content and waits until it is on the disk; it can be half there after a crash. */
    static void fill(Path file, byte[] content) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, OwnerOnly.file(file))) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) channel.write(left);
            channel.force(true);
        }
    }

    /** Makes what was created and renamed in this directory outlast a crash. */
    static void syncDirectory(Path directory) throws IOException {
        // Elsewhere a directory cannot be opened, and renaming is durable by the file system's own means.
        if (!OwnerOnly.knowsModes(directory.getFileSystem())) return;
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
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
