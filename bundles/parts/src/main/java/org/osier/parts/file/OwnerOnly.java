package org.osier.parts.file;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files (0600) and directories (0700) for nobody but their owner. Where a file system knows no such modes nothing is
 * demanded: there the folder that the operator chose has to protect them.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private OwnerOnly() {}

    /** Makes a directory that is not there yet, and those above it, with mode 0700. */
    public static void makeDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, mode(directory, "rwx------"));
    }

    /** Attributes for making a file with mode 0600. */
    public static FileAttribute<?>[] file(Path file) {
        return mode(file, "rw-------");
    }

    /** Whether neither group nor others have a right to this file or directory; links are followed. */
    public static boolean holds(Path path) throws IOException {
        return !knowsModes(path.getFileSystem()) || OWNER.containsAll(Files.getPosixFilePermissions(path));
    }

    /** The mode for a message, such as {@code rw-r--r--}. */
    public static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    static boolean knowsModes(FileSystem files) {
        return files.supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] mode(Path path, String mode) {
        return knowsModes(path.getFileSystem())
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
