package org.osier.shell.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.shell.FakeSelf;
import org.osier.shell.Sheet;

/** {@code identity}, as Gogo and the socket have it. */
class IdentityTest {
    private static final String PASSPHRASE = "correct horse";

    @TempDir
    private Path folder;

    private final Sheet sheet = new Sheet();
    private Path copy;
    private Path secret;

    @BeforeEach
    void aPassphrase() throws IOException {
        copy = folder.resolve("copy.json");
        secret = Files.writeString(folder.resolve("secret"), PASSPHRASE + "\nmore\n");
        mode("rw-------");
    }

    private void mode(String mode) throws IOException {
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString(mode));
    }

    @Test
    void showTellsWhoThisIsAndRemindsOfACopy() {
        assertThat(sheet.run("identity")).isEqualTo(Exit.DONE);
        var id = sheet.mesh.self.id().toString();
        assertThat(sheet.out())
                .startsWith("identity 182ff9da\n")
                .contains(id, "Ed25519 0101", "backed up  NO")
                .endsWith("  next: osier identity export FILE   and keep it off this machine\n");
        sheet.copies.exported = Optional.of(FakeSelf.NOW);
        assertThat(sheet.run("identity show --json")).isEqualTo(Exit.DONE);
        assertThat(sheet.json().keySet()).containsExactly("schema", "node", "key", "backedUp");
        assertThat(sheet.json().get("backedUp").getAsString()).isEqualTo("2026-03-01T12:00:00Z");
    }

    @Test
    void exportTakesThePassphraseFromAFileAndRepeatsItNowhere() throws IOException {
        assertThat(sheet.run("identity export " + copy + " --passphrase-file " + secret))
                .isEqualTo(Exit.DONE);
        assertThat(copy).hasContent(PASSPHRASE); // as the fake writes it
        assertThat(sheet.out())
                .contains("exported identity 182ff9da", copy.toString())
                .doesNotContain(PASSPHRASE);
        assertThat(sheet.run("identity export " + copy + " --passphrase-file " + secret))
                .isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).startsWith(copy + " is there already").doesNotContain(PASSPHRASE);
    }

    /** Goal: no passphrase in a history. Method: there is no way to give one as a word. */
    @Test
    void aPassphraseIsNeverAWordOfTheCommand() {
        assertThat(sheet.run("identity export " + copy)).isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.err()).contains("would be seen and kept", "bin/osier identity export FILE asks for it unseen");
        assertThat(sheet.run("identity export " + copy + " " + PASSPHRASE.replace(' ', '-')))
                .isEqualTo(Exit.WRONG_USE);
        assertThat(sheet.run("identity export " + copy + " --passphrase " + PASSPHRASE.replace(' ', '-')))
                .isEqualTo(Exit.WRONG_USE);
        assertThat(copy).doesNotExist();
    }

    @Test
    void aPassphraseFileThatOthersCanReadIsRefused() throws IOException {
        mode("rw-r-----");
        assertThat(sheet.run("identity export " + copy + " --passphrase-file " + secret))
                .isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).contains("is open to others (rw-r-----)", "chmod 600");
        mode("rw-------");
        Files.writeString(secret, "short");
        assertThat(sheet.run("identity export " + copy + " --passphrase-file " + secret))
                .isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).startsWith("a passphrase has at least 8 characters.");
        assertThat(copy).doesNotExist();
    }

    @Test
    void importIsForANodeThatStands() {
        assertThat(sheet.run("identity import " + copy)).isEqualTo(Exit.FAILED);
        assertThat(sheet.err()).startsWith("OSIER-105").contains("bin/osier identity import FILE");
    }

    @Test
    void wrongUseIsSaid() {
        for (var line : new String[] {
            "identity export",
            "identity forget",
            "identity show x",
            "identity show --passphrase-file " + secret,
            "identity export copy.json --passphrase-file " + secret,
            "identity export " + copy + " --passphrase-file secret"
        }) {
            assertThat(sheet.run(line)).as(line).isEqualTo(Exit.WRONG_USE);
        }
        assertThat(copy).doesNotExist();
    }
}
