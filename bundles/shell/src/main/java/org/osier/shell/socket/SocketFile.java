package org.osier.shell.socket;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** The file {@code data/osier.sock} of a home: who may reach it, and what to do with one that is there already. */
final class SocketFile {
    /** {@code sun_path} of Linux and macOS has 108 and 104 bytes; with its final zero, Java takes 107 on Linux. */
    static final int MAX_PATH_BYTES = 107;

    private static final Path RELATIVE = Path.of("data", "osier.sock");

    private final Path path;

    /** @param home of the node; used relative if it is the working directory, because its own path may be too long */
    SocketFile(Path home) {
        this.path = isWorkingDirectory(home) ? RELATIVE : home.toAbsolutePath().resolve(RELATIVE);
    }

    private static boolean isWorkingDirectory(Path home) {
        try {
            return Files.isSameFile(home, Path.of(""));
        } catch (IOException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    /**
     * Listens. The folder is made, and closed to others, before the socket is there.
     *
     * @throws IOException whose message is for the operator, with the code of the table of error codes
     */
    ServerSocketChannel open(int backlog) throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_BYTES) {
            throw new IOException("OSIER-107 socket path too long: " + length + " bytes, at most " + MAX_PATH_BYTES
                    + ": start the node with its home as working directory, or choose a shorter home: " + path);
        }
        try {
            closeFolder(path.getParent());
        } catch (IOException e) {
            throw new IOException("OSIER-106 " + path.getParent() + " is not writable: " + e.getMessage(), e);
        }
        removeStale();
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path), backlog);
            return server;
        } catch (IOException e) {
            server.close();
            throw new IOException("OSIER-106 " + path + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Removes the file. Called before the listener closes: behind that, it could be a successor's. */
    void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    private static void closeFolder(Path folder) throws IOException {
        var onlyOwner = PosixFilePermissions.fromString("rwx------");
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(onlyOwner));
        if (!Files.getPosixFilePermissions(folder).equals(onlyOwner)) {
            Files.setPosixFilePermissions(folder, onlyOwner);
        }
    }

    private void removeStale() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
        if (!Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException("OSIER-106 " + path + " is there and is no socket: move it away");
        }
        if (somebodyAnswers()) throw new IOException("OSIER-105 home in use: somebody answers on " + path);
        delete();
    }

    private boolean somebodyAnswers() throws IOException {
        try (var probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // Without waiting: a full queue of a listener that lives would block.
            probe.configureBlocking(false);
            probe.connect(UnixDomainSocketAddress.of(path));
            return true;
        } catch (ConnectException e) {
            return false; // nobody listens: left behind by a node that was killed
        }
    }
}
