package org.osier.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * The folder of one node: {@code etc/} and {@code bundle/} come from the distribution, {@code deploy/} is the user's,
 * {@code data/} the node's. It belongs to one process at a time, until closed.
 */
final class Home implements Closeable {
    private final Path folder;
    private final FileChannel lock;
    private final Object lockFile; // tells the file itself, whatever its name; null where files have no such key

    private Home(Path folder, FileChannel lock) throws IOException {
        this.folder = folder;
        this.lock = lock;
        this.lockFile = key(lockFile(data()));
    }

    /** Makes the folder if it is not there, and takes it. Nothing of a node that runs there is touched. */
    static Home open(Path folder) throws IOException, WrongUseException {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new WrongUseException("--home " + folder + ": " + e.getFile() + " is not a folder");
        }
        var home = folder.toRealPath();
        var data = Files.createDirectories(home.resolve("data"));
        if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
        Files.createDirectories(data.resolve("log"));
        Files.createDirectories(home.resolve("deploy"));
        return new Home(home, lock(home, data));
    }

    // The framework's cache and the watched folders belong to the process that runs; core keeps a lock of its own on
    // the identity, which would come too late for them. The file holds the process id, for bin/osier stop.
    private static FileChannel lock(Path home, Path data) throws IOException {
        var file = lockFile(data);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                var process = ProcessHandle.current().pid() + "\n";
                channel.truncate(0).write(ByteBuffer.wrap(process.getBytes(StandardCharsets.US_ASCII)));
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Taken by this very process: the same answer.
        }
        channel.close();
        throw new IOException("OSIER-105 a node is already running in " + home + ", process "
                + Files.readString(file, StandardCharsets.US_ASCII).strip());
    }

    private static Path lockFile(Path data) {
        return data.resolve("launcher.pid");
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Whether the file that holds our lock is still where others look for it. */
    boolean isOurs() {
        try {
            return Objects.equals(key(lockFile(data())), lockFile);
        } catch (IOException e) {
            return false; // gone, or out of our reach
        }
    }

    /** The folder, absolute. */
    Path folder() {
        return folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    /** Brings {@code etc/} and {@code bundle/} from the distribution, unless this home is the distribution. */
    void fill(Distribution distribution) throws IOException {
        if (!folder.equals(distribution.folder())) new Filling(distribution.folder(), folder).run();
    }

    /** Removes what says that a node is ready here: one that was killed could not. */
    void forgetReady() throws IOException {
        Files.deleteIfExists(data().resolve("ready.json"));
        Files.deleteIfExists(data().resolve("osier.sock"));
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
