package org.osier.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] OLD = {1, 2, 3};
    private static final byte[] NEW = {4, 5};

    @TempDir
    private Path directory;

    @Test
    void writesAndReplacesForTheOwnerAlone() throws IOException {
        var file = directory.resolve("state");
        AtomicFile.write(file, OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        AtomicFile.write(file, NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(directory).isDirectoryContaining(file::equals).isDirectoryNotContaining(f -> !f.equals(file));
    }

    /** Goal: what a crash left before the rename harms nobody. Method: a half-written temporary file, open to all. */
    @Test
    void leftoverOfACrashIsTakenAway() throws IOException {
        var file = directory.resolve("state");
        AtomicFile.write(file, OLD);
        var leftover = Files.write(directory.resolve(".state.tmp"), new byte[100]);
        Files.setPosixFilePermissions(leftover, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThat(file).hasBinaryContent(OLD);

        AtomicFile.write(file, NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(leftover).doesNotExist();
    }

    @Test
    void failedWriteLeavesWhatWasThere() throws IOException {
        var file = directory.resolve("state");
        AtomicFile.write(file, OLD);
        Files.createDirectories(directory.resolve(".state.tmp").resolve("in-the-way"));

        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> AtomicFile.write(file, NEW))
                .withMessageStartingWith("OSIER-106 " + file + " cannot be written")
                .withMessageContaining("next: ")
                .extracting(HomeException::code)
                .isEqualTo(106);
        assertThat(file).hasBinaryContent(OLD);
    }

    @Test
    void directoryThatIsNotThereIsSaid() {
        assertThatExceptionOfType(HomeException.class)
                .isThrownBy(() -> AtomicFile.write(directory.resolve("none/state"), NEW))
                .withMessageContaining("OSIER-106")
                .withMessageContaining("no such file");
    }

    @Test
    void createNeverReplaces() throws IOException {
        var file = directory.resolve("given");
        AtomicFile.create(file, OLD);

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> AtomicFile.create(file, NEW));
        assertThat(file).hasBinaryContent(OLD);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(directory).isDirectoryNotContaining(f -> !f.equals(file));
    }

    @Test
    void createTakesADanglingLinkForAFile() throws IOException {
        var link = Files.createSymbolicLink(directory.resolve("given"), directory.resolve("elsewhere"));

        assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> AtomicFile.create(link, NEW));
        assertThat(directory.resolve("elsewhere")).doesNotExist();
    }
}
