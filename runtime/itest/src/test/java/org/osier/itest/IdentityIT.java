package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Goal: a node whose home is lost comes back from a copy of its identity, and the passphrase is written down nowhere. Method:
 * the commands of its operator, then every byte of the homes.
 */
@Timeout(180)
class IdentityIT {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final String PASSPHRASE = "willow rods and reeds";

    private Nodes nodes;
    private String copy;
    private String secret;

    @BeforeEach
    void open() throws Exception {
        nodes = new Nodes("identity", Javas.current());
        copy = nodes.folder().resolve("copy.json").toString();
        var file = Files.writeString(nodes.folder().resolve("secret"), PASSPHRASE + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        secret = file.toString();
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aLostHomeComesBackFromACopy() throws Exception {
        var alpha = nodes.start("alpha", "--listen", ANY_PORT);
        var cluster = nodes.folder().resolve("cluster.json").toString();
        assertThat(alpha.call("cluster", "export", cluster).code()).isZero();
        assertThat(alpha.call("doctor").text()).contains("backed up: NO", "next: osier identity export FILE");

        var exported = alpha.call("identity", "export", copy, "--passphrase-file", secret);
        assertThat(exported.code()).as(exported.text()).isZero();
        assertThat(alpha.call("doctor").text()).contains("ok    backup      the identity was copied on 2");
        var running = alpha.call("identity", "import", copy, "--replace", "--passphrase-file", secret);
        assertThat(running.code()).isEqualTo(1);
        assertThat(running.text()).contains("OSIER-105", "next: stop that node");
        var id = alpha.ask("identity", "show").get("node").getAsString();
        assertThat(alpha.call("stop").code()).isZero();

        var fresh = nodes.at("fresh");
        Files.createDirectories(fresh.home());
        var imported = fresh.call("identity", "import", copy, "--passphrase-file", secret);
        assertThat(imported.code()).as(imported.text()).isZero();
        nodes.start("fresh", "--listen", ANY_PORT, "--cluster", cluster);
        assertThat(fresh.ask("status").get("id").getAsString()).isEqualTo(id);
        assertThat(fresh.call("doctor").text()).contains("the identity was copied on 2");

        for (var node : new CommandLine[] {alpha, fresh}) assertNowhere(node.home());
    }

    private static void assertNowhere(Path home) throws Exception {
        try (var files = Files.walk(home)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(text.contains(PASSPHRASE)).as("%s", file).isFalse();
            }
        }
    }

    /** There is no terminal here to ask at, and no other way. */
    @Test
    void aPassphraseIsNeverAWordOfACommand() throws Exception {
        var alpha = nodes.start("alpha", "--listen", ANY_PORT);
        var asked = alpha.call("identity", "export", copy);
        assertThat(asked.code()).isEqualTo(1);
        assertThat(asked.text()).contains("there is no terminal to ask for the passphrase", "--passphrase-file FILE");
        assertThat(alpha.call("identity", "export", copy, PASSPHRASE).code()).isEqualTo(2);
        assertThat(Path.of(copy)).doesNotExist();
    }
}
