package org.osier.parts.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files of mode 0600 that are there whole or not at all, and still there after the power failed: a temporary file
 * beside it, synced, then renamed, then the folder synced. One writer at a time; what a crash leaves, the next write
 * takes away.
 */
final class AtomicWrite {
    private AtomicWrite() {}

    /** @throws IOException if it could not be written; the file is then as it was before */
    static void write(Path file, byte[] content) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder, mode(folder, "rwx------"));
        var temporary = folder.resolve("." + file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        fill(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        sync(folder);
    }

    private static void fill(Path file, byte[] content) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, mode(file, "rw-------"))) {
            var left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) channel.write(left);
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Makes what was renamed in this folder outlast a crash. */
    static void sync(Path folder) throws IOException {
        // Elsewhere a folder cannot be opened, and renaming is durable by the file system's own means.
        if (!knowsModes(folder)) return;
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean knowsModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] mode(Path path, String mode) {
        return knowsModes(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
