package org.osier.parts.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Writes files of mode 0600 that are there whole or not at all, and still there after the power failed: a temporary file
 * beside it, synced, then renamed, then the folder synced. One writer at a time; what a crash leaves, the next write
 * takes away.
 */
public final class AtomicWrite {
    private AtomicWrite() {}

    /** In place of whatever the file holds. @throws IOException if it could not be written; the file is then as it was before */
    public static void write(Path file, byte[] content) throws IOException {
        var target = file.toAbsolutePath();
        var temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            Files.deleteIfExists(temporary);
            fill(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            sync(target.getParent());
        } catch (IOException e) {
            discard(temporary, e);
            throw e;
        }
    }

    /** Makes a file with this content and waits until it is on the disk; it can be half there after a crash. */
    public static void fill(Path file, byte[] content) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, OwnerOnly.file(file))) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) channel.write(left);
            channel.force(true);
        }
    }

    /** Makes what was created and renamed in this folder outlast a crash. */
    public static void sync(Path folder) throws IOException {
        // Elsewhere a folder cannot be opened, and renaming is durable by the file system's own means.
        if (!OwnerOnly.knowsModes(folder.getFileSystem())) return;
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void discard(Path temporary, IOException why) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            why.addSuppressed(e); // a later write tries again
        }
    }
}
