package org.osier.shell.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.shell.doctor.Finding.Level;

class HomeFolderTest {
    @TempDir
    private Path home;

    private Path key;

    @BeforeEach
    void anIdentity() throws IOException {
        var identity = Files.createDirectories(home.resolve("data/identity"));
        key = Files.write(identity.resolve("ed25519.seed"), new byte[32]);
        mode(identity, "rwx------");
        mode(key, "rw-------");
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    @Test
    void anIdentityThatIsThere() {
        assertThat(new HomeFolder(home).identity("7f3a9c21"))
                .isEqualTo(Finding.ok("identity", "7f3a9c21 readable, for its owner alone"));
    }

    @Test
    void osier103AnIdentityThatOthersCanRead() throws IOException {
        mode(key, "rw-r-----");
        assertThat(new HomeFolder(home).identity("7f3a9c21"))
                .isEqualTo(Finding.fail("identity", 103, key + " is open to others (rw-r-----)", "chmod 600 " + key));
        mode(key.getParent(), "rwxr-xr-x");
        assertThat(new HomeFolder(home).identity("").next()).isEqualTo("chmod 700 " + key.getParent());
    }

    @Test
    void osier103AnIdentityThatIsNotThere() throws IOException {
        Files.delete(key);
        Files.delete(key.getParent());
        assertThat(new HomeFolder(home).identity("7f3a9c21"))
                .isEqualTo(Finding.fail(
                        "identity",
                        103,
                        key.getParent() + " cannot be read: no such file",
                        "restore it from a copy, or give its rights back"));
    }

    @Test
    void aFolderThatCanBeWrittenIsLeftAsItWas() throws IOException {
        var finding = new HomeFolder(home).data();
        assertThat(finding.level()).isEqualTo(Level.OK);
        assertThat(finding.text()).matches("writable, [\\d,.]+ [MG]B free");
        try (var left = Files.list(home.resolve("data"))) {
            assertThat(left).containsExactly(key.getParent());
        }
    }

    @Test
    void osier106AFolderThatCannotBeWritten() {
        var nowhere = home.resolve("nowhere");
        assertThat(new HomeFolder(nowhere).data())
                .isEqualTo(Finding.fail(
                        "data",
                        106,
                        nowhere.resolve("data") + " cannot be written: no such file",
                        "make room, or give its rights back"));
    }
}
