package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Debian package in the system that runs the tests, if root runs them; no systemd need run there. */
@Timeout(240)
class DebianIT {
    private static final Path HOME = Path.of("/var/lib/osier");
    private static final Path ETC = Path.of("/etc/osier");
    private static final Path DEFAULTS = Path.of("/etc/default/osier");
    private static final Path UNIT = Path.of("/usr/lib/systemd/system/osier.service");
    private static final List<Path> ALL = List.of(
            HOME,
            ETC,
            DEFAULTS,
            UNIT,
            Path.of("/usr/bin/osier"),
            Path.of("/usr/share/osier"),
            Path.of("/usr/share/doc/osier"),
            Path.of("/usr/share/man/man1/osier.1.gz"));
    private static final int FAILED = 1;

    /** What Java ends with after SIGTERM. */
    private static final int TERMINATED = 143;

    private final Program osier = Program.of("/usr/bin/osier");

    /** Goal: the life of a package. Method: dpkg, and in place of systemd what the installed unit says. */
    @Test
    void itIsInstalledServesIsRemovedAndPurged() throws Exception {
        try (var installed = InstalledPackage.install(Packed.debian())) {
            assertThat(ALL).allSatisfy(path -> assertThat(path).exists());
            assertThat(osier.call("status").text()).contains("no node is running");
            systemdHasNothingToSay();
            Files.writeString(
                    DEFAULTS,
                    "JAVA_HOME=\"%s\"\nOSIER_OPTS=\"-Dosier.listen=tcp://127.0.0.1:0\"\n".formatted(Javas.current()),
                    StandardOpenOption.APPEND);
            var configuration = listing(ETC);

            var node = serve();
            try {
                var id = id();
                assertThat(asNobody("status").code()).isEqualTo(FAILED);
                assertThat(asNobody("status").text()).contains("next: sudo osier status");
                installed.dpkg("-i", Packed.debian());
                assertThat(id())
                        .as("the node, while its package is installed over itself")
                        .isEqualTo(id);
                terminate(node);

                assertThat(osier.ask("start")).startsWith("node started in");
                assertThat(id()).as("the identity, after a new start").isEqualTo(id);
                assertThat(listing(ETC)).as("a node never writes there").isEqualTo(configuration);

                assertThat(installed.dpkg("-r", "osier")).contains("identity of this node");
                // Ended it has; that it is waited for is init's part, which takes a moment.
                Until.so(
                        "the node is gone",
                        () -> Program.of("pgrep").call("-u", "osier").text().isEmpty());
                assertThat(HOME.resolve("data/identity")).isNotEmptyDirectory();
                assertThat(installed.purge()).contains("deleted the identity of this node");
                assertThat(ALL).allSatisfy(path -> assertThat(path).doesNotExist());
            } finally {
                node.destroyForcibly();
            }
        }
    }

    private static void systemdHasNothingToSay() throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))) return; // SystemdIT says that it is not there
        assertThat(Program.of("systemd-analyze").ask("verify", UNIT)).isEmpty();
    }

    private Process serve() throws Exception {
        var console = Homes.fresh("debian").resolve("console");
        var node = Unit.read(UNIT).start().begin(console);
        Until.so("ready", () -> Files.exists(HOME.resolve("data/ready.json")) || !node.isAlive());
        assertThat(console).isEmptyFile();
        return node;
    }

    private static void terminate(Process node) throws Exception {
        var unit = Unit.read(UNIT);
        Program.of("kill").ask("-s", unit.get("KillSignal").replace("SIG", ""), node.pid());
        assertThat(node.waitFor(Long.parseLong(unit.get("TimeoutStopSec")), TimeUnit.SECONDS))
                .isTrue();
        assertThat(node.exitValue()).isEqualTo(TERMINATED);
        assertThat(unit.get("SuccessExitStatus")).isEqualTo(Integer.toString(TERMINATED));
    }

    private String id() throws Exception {
        return new CommandLine.Answer(0, osier.ask("status", "--json"))
                .json()
                .get("id")
                .getAsString();
    }

    private static CommandLine.Answer asNobody(String word) throws Exception {
        return Program.of("setpriv", "--reuid=65534", "--clear-groups").call("/usr/bin/osier", word);
    }

    private static String listing(Path folder) throws Exception {
        return Program.of("find").ask(folder, "-mindepth", "1", "-printf", "%p %u %s %m %T@\\n");
    }
}
