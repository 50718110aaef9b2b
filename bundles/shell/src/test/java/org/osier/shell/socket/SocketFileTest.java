package org.osier.shell.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osier.shell.commands.Exit;

/** The file of the socket: who may reach it, what becomes of one that is there, and where it is. */
@Timeout(30)
class SocketFileTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Lines LINES = (words, out) -> new Lines.Outcome(Exit.DONE);

    @TempDir
    Path home;

    private CommandServer server;
    private Path socket;

    @BeforeEach
    void start() {
        var file = new SocketFile(home);
        server = new CommandServer(file, LINES, LIMIT);
        server.start();
        socket = file.path();
        Client.awaitAnswer(socket);
    }

    @AfterEach
    void stop() throws InterruptedException {
        server.stop();
    }

    @Test
    void onlyTheOwnerReachesTheFolder() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data"))))
                .isEqualTo("rwx------");
    }

    /** Goal: while a bundle is replaced, old and new overlap, and the new one gets the socket. */
    @Test
    void aSuccessorTakesOverWhenItsPredecessorHasGone() throws IOException, InterruptedException {
        var successor = new CommandServer(new SocketFile(home), LINES, LIMIT);
        successor.start();
        try {
            server.stop();
            Client.awaitAnswer(socket);
        } finally {
            successor.stop();
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void aFileThatAKilledNodeLeftBehindIsReplaced() throws IOException, InterruptedException {
        server.stop();
        try (var dead = new SocketFile(home).open(1)) {
            assertThat(dead.isOpen()).isTrue();
        } // closed without removing the file, as a killed process does
        assertThat(Files.exists(socket)).isTrue();
        start();
    }

    @Test
    void anotherFileAtItsPlaceIsNotTouched() throws IOException, InterruptedException {
        server.stop();
        Files.writeString(socket, "precious");
        assertThatThrownBy(() -> new SocketFile(home).open(1))
                .hasMessageStartingWith("OSIER-106 ")
                .hasMessageContaining("is no socket");
        assertThat(socket).hasContent("precious");
    }

    @Test
    void aSecondNodeInTheSameHomeIsTold() {
        assertThatThrownBy(() -> new SocketFile(home).open(1)).hasMessageStartingWith("OSIER-105 home in use");
    }

    @Test
    void aPathThatIsTooLongSaysWhatToDo() {
        var deep = home.resolve("d".repeat(120));
        assertThatThrownBy(() -> new SocketFile(deep).open(1))
                .hasMessageStartingWith("OSIER-107 socket path too long: ")
                .hasMessageContaining("start the node with its home as working directory");
    }

    @Test
    void theWorkingDirectoryNeedsNoLongPath() {
        assertThat(new SocketFile(Path.of("").toAbsolutePath()).path()).isEqualTo(Path.of("data/osier.sock"));
    }
}
