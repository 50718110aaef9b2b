package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code osier check} as an operator meets it: screens, documents, exit codes. */
@Timeout(120)
class CheckIT {
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    /** What differs from machine to machine. */
    private static final Map<String, String> ANY = Map.of(
            "Java [0-9.]+, [0-9]+ CPUs?", "Java ..., ... CPUs",
            "[0-9.]+ [KMGT]B", "... GB",
            "[0-9]+ files valid", "... files valid");

    @TempDir
    private Path folder;

    private Path home;
    private CommandLine osier;

    @BeforeEach
    void home() throws Exception {
        home = folder.toRealPath().resolve("home");
        osier = CommandLine.of(home);
    }

    @Test
    void aHomeThatDoesNotExistYetIsGood() throws Exception {
        var answer = osier.call("check", "--listen", "tcp://127.0.0.1:0");

        assertThat(golden(answer)).isEqualTo("""
                  ok    Java ..., ... CPUs
                  ok    memory ... GB for the heap
                  ok    home HOME can be made
                  ok    disk ... GB free
                  ok    socket data/osier.sock
                  ok    etc/ ... files valid
                  ok    ports tcp 127.0.0.1:(any port) free
                  ok    identity none yet, the first start makes one
                  ok    cluster none yet, the first start makes a new closed one
                  next: bin/osier --home HOME run
                """);
        assertThat(answer.code()).isZero();
        assertThat(home).doesNotExist();
    }

    @Test
    void aHomeInWhichMuchIsWrongIsToldEverythingAtOnce() throws Exception {
        var etc = Files.createDirectories(home.resolve("etc"));
        try (var other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Files.writeString(
                    etc.resolve("org.osier.core.cfg"), """
                    # Mine.
                    name = b@d
                    listen = tcp://127.0.0.1:%d
                    maxConnections = 1
                    maxUnprooved = 3
                    clusterFile = %s
                    handshakeTimeoutMs = soon
                    """.formatted(other.getLocalPort(), home.resolve("none.json")));
            Files.writeString(etc.resolve("org.osier.transport.tpc.cfg"), "threads = 1\n");
            var identity = Files.createDirectories(home.resolve("data/identity"));
            Files.setPosixFilePermissions(home.resolve("data"), PosixFilePermissions.fromString("rwx------"));
            Files.setPosixFilePermissions(identity, PosixFilePermissions.fromString("rwxr-x---"));

            var answer = osier.call("check");

            assertThat(golden(answer).replace("" + other.getLocalPort(), "PORT"))
                    .isEqualTo("""
                      ok    Java ..., ... CPUs
                      ok    memory ... GB for the heap
                      ok    home HOME is writable
                      ok    disk ... GB free
                      ok    socket data/osier.sock
                      FAIL  OSIER-201 etc/org.osier.core.cfg line 7: handshakeTimeoutMs = soon, expected a whole number, 1000 to 60000; the default counts, 10000
                            next: correct it in HOME/etc/org.osier.core.cfg
                      FAIL  OSIER-201 etc/org.osier.core.cfg line 4: maxConnections = 1, expected a whole number, 2 to 100000; the default counts, 100
                            next: correct it in HOME/etc/org.osier.core.cfg
                      FAIL  OSIER-202 etc/org.osier.core.cfg line 5: maxUnprooved is no key of org.osier.core, did you mean maxUnproved?; it has no effect
                            next: correct it in HOME/etc/org.osier.core.cfg
                      FAIL  OSIER-201 etc/org.osier.core.cfg line 2: name is 1 to 64 letters, digits, -, _ or inner spaces, got 'b@d'; the default counts, nothing
                            next: correct it in HOME/etc/org.osier.core.cfg
                      warn  etc/org.osier.transport.tpc.cfg: no bundle has a configuration of this name; is it etc/org.osier.transport.tcp.cfg?
                            next: rename it or take it away, if its bundle does not come later
                      FAIL  OSIER-101 port tcp 127.0.0.1:PORT is in use
                            next: stop the other program, or choose another port: --listen, or listen in etc/
                      FAIL  OSIER-103 HOME/data/identity is open to others (rwxr-x---)
                            next: chmod 700 HOME/data/identity if nobody can have read it, else start as a new node
                      FAIL  OSIER-103 cluster file HOME/none.json cannot be read: no such file
                            next: look at its path and its owner
                      7 problems
                      next: correct what FAIL names, then check again
                    """);
            assertThat(answer.code()).isEqualTo(FAILED);
        }
    }

    @Test
    void theHomeOfARunningNodeIsGood() throws Exception {
        assertThat(osier.call("start", "--listen", "tcp://127.0.0.1:0").code()).isZero();
        try {
            var status = osier.ask("status");
            var listening = status.getAsJsonArray("listening").get(0).getAsString();

            var answer = osier.call("check", "--listen", listening);

            assertThat(answer.text())
                    .contains(
                            "ok    a node runs here, process ",
                            "ok    ports tcp 127.0.0.1:" + URI.create(listening).getPort()
                                    + " in use by this home's own node",
                            "ok    identity " + status.get("id").getAsString().substring(0, 8),
                            "next: bin/osier --home " + home + " status");
            assertThat(answer.code()).as(answer.text()).isZero();
        } finally {
            assertThat(osier.call("stop").code()).isZero();
        }
    }

    @Test
    void theDocumentSaysTheSame() throws Exception {
        var good = osier.ask("check", "--listen", "tcp://127.0.0.1:0");
        assertThat(good.get("schema").getAsString()).isEqualTo("osier.check/1");
        assertThat(good.keySet()).containsExactly("schema", "home", "node", "good", "checks");
        assertThat(good.get("good").getAsBoolean()).isTrue();

        var cfg = Files.createDirectories(home.resolve("etc")).resolve("org.osier.core.cfg");
        Files.writeString(cfg, "listen = tcp://127.0.0.1:0\nadvertise = nonsense\n");
        var bad = osier.call("check", "--json");
        assertThat(bad.code()).isEqualTo(FAILED);
        var failed = bad.json().getAsJsonArray("checks").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(check -> check.get("result").getAsString().equals("fail"))
                .toList();
        assertThat(failed).hasSize(1);
        assertThat(failed.get(0).keySet()).containsExactly("result", "about", "code", "text", "next");
        assertThat(failed.get(0).get("code").getAsString()).isEqualTo("OSIER-201");
        assertThat(failed.get(0).get("text").getAsString()).contains("tcp://host:7400", "nonsense");
    }

    @Test
    void aFolderOfSomebodyElseIsNoHome() throws Exception {
        Files.createDirectories(home);
        Files.writeString(home.resolve("letter.txt"), "dear");

        var answer = osier.call("check", "--listen", "tcp://127.0.0.1:0");

        assertThat(answer.code()).isEqualTo(FAILED);
        assertThat(answer.text()).contains("FAIL  home " + home + ": it is neither empty nor the home of a node");
        assertThat(osier.call("start", "--nope").text()).contains("it is neither empty nor the home of a node");
    }

    /** Goal: check and start agree. Method: what is there before the first file of the distribution is. */
    @Test
    void aHomeWhoseFirstStartWasKilledIsOne() throws Exception {
        Files.createDirectories(home.resolve("deploy"));
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/launcher.pid"), "1\n");

        var answer = osier.call("check", "--listen", "tcp://127.0.0.1:0");

        assertThat(answer.text()).contains("ok    home " + home + " is writable");
        assertThat(osier.call("start", "--nope").text())
                .doesNotContain("neither empty")
                .contains("--nope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check --nope",
                "check more",
                "check --listen",
                "check --name",
                "check --listen= --json",
                "check --listen nonsense",
                "check --seed tcp://a",
                "check --name b@d"
            })
    void wrongUseIsSaid(String words) throws Exception {
        var answer = osier.call(words.split(" "));

        assertThat(answer.code()).as(answer.text()).isEqualTo(WRONG_USE);
        assertThat(answer.text()).contains("next: bin/osier --help").doesNotContain("\tat ");
    }

    private String golden(CommandLine.Answer answer) {
        assertThat(answer.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        // How long the path of the home is decides where lines are broken.
        var text = answer.text().replaceAll("\n {8}(?!next)", " ").replace(home.toString(), "HOME");
        for (var any : ANY.entrySet()) text = text.replaceAll(any.getKey(), any.getValue());
        return text;
    }
}
