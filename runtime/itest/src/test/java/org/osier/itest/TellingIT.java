package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two running nodes tell, and what they keep to themselves. */
@Timeout(120)
class TellingIT {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";

    private static CommandLine alpha;
    private static CommandLine beta;

    private final List<Process> begun = new ArrayList<>();

    @BeforeAll
    static void twoNodes() throws Exception {
        var folder = Homes.fresh("telling");
        var cluster = folder.resolve("cluster.json").toString();
        alpha = CommandLine.of(Files.createDirectory(folder.resolve("alpha")));
        beta = CommandLine.of(Files.createDirectory(folder.resolve("beta")));
        done(alpha.call("cluster", "create", cluster));
        done(alpha.call("start", "--name", "alpha", "--listen", ANY_PORT, "--cluster", cluster));
        var seed = listener().toString();
        done(beta.call("start", "--name", "beta", "--listen", ANY_PORT, "--seed", seed, "--cluster", cluster));
        Until.so("linked", () -> alpha.call("ping", "beta", "-n", "1").code() == 0);
    }

    @AfterAll
    static void stop() throws Exception {
        done(beta.call("stop"));
        done(alpha.call("stop"));
    }

    @AfterEach
    void end() throws InterruptedException {
        for (var process : begun) {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static void done(CommandLine.Answer answer) {
        assertThat(answer.code()).as(answer.text()).isZero();
    }

    private static URI listener() throws Exception {
        return URI.create(alpha.ask("status").getAsJsonArray("listening").get(0).getAsString());
    }

    /** A command that goes on; the file gets what it prints. */
    private Process begin(Path output, String line) throws IOException {
        var process = alpha.begin(output, line.split(" "));
        begun.add(process);
        return process;
    }

    private static Path output(String name) throws IOException {
        return Files.createTempFile(alpha.home().getParent(), name, ".out");
    }

    /** Goal: a stranger cannot fill a disk. Method: 1,000 times garbage of all kinds; the log may sum up the minute. */
    @Test
    void garbageOfStrangersIsCountedAndNotLogged() throws Exception {
        var file = alpha.home().resolve("data/log/osier.log");
        int before = Files.readAllLines(file).size();
        long failed = handshakesFailed();

        new Garbage(listener(), 20).throwAt(1_000);
        Until.so("counted", () -> handshakesFailed() >= failed + 500);

        var lines = Files.readAllLines(file);
        assertThat(lines.subList(before, lines.size()))
                .filteredOn(line -> !line.contains("felix.fileinstall")) // what another test did to a file
                .allMatch(line -> line.contains(" - alpha: last minute: "))
                .hasSizeLessThanOrEqualTo(2);
        done(alpha.call("ping", "beta", "-n", "1"));
    }

    private static long handshakesFailed() throws Exception {
        return alpha.ask("status")
                .getAsJsonObject("counters")
                .get("handshakes failed")
                .getAsLong();
    }

    /** Goal: closing a terminal ends its command in the node too. Method: kill the client; count the node's threads. */
    @ParameterizedTest
    @ValueSource(strings = {"logs --follow", "events --follow", "peers --watch", "ping beta -n 1000"})
    void aClientThatIsKilledLeavesNoThreadInTheNode(String line) throws Exception {
        long idle = 2; // of the socket: who accepts, and the clock
        Until.so("idle", () -> socketThreads() <= idle);
        var output = output("killed");
        var client = begin(output, line);
        Until.so("answering", () -> Files.size(output) > 0);
        assertThat(socketThreads()).isGreaterThan(idle);

        client.destroyForcibly();

        Until.so("idle again", () -> socketThreads() <= idle);
    }

    /** Linux shows the first 15 characters of a thread's name. */
    private static long socketThreads() throws IOException {
        var pid = Files.readString(alpha.home().resolve("data/launcher.pid")).strip();
        long count = 0;
        try (var tasks = Files.newDirectoryStream(Path.of("/proc", pid, "task"))) {
            for (var task : tasks) if (nameOf(task).startsWith("osier-shell-soc")) count++;
        }
        return count;
    }

    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    @Test
    void whoFollowsSeesBundlesComeChangeAndGo() throws Exception {
        var output = output("events");
        begin(output, "events --follow");
        Until.so("past", () -> Files.readString(output).contains("~ beta sent record "));
        assertThat(Files.readString(output)).contains(" up via tcp 127.0.0.1:");

        var jar = alpha.home().resolve("deploy/hello.jar");
        HomeFiles.drop(Assembled.example("org.osier.examples.hello"), alpha.home(), "deploy", "hello.jar");
        Until.so("came", () -> Files.readString(output).contains("  + org.osier.examples.hello 1.0.0"));
        HomeFiles.drop(Assembled.example("org.osier.examples.hello2"), alpha.home(), "deploy", "hello.jar");
        Until.so("changed", () -> Files.readString(output).contains("  ~ org.osier.examples.hello 2.0.0"));
        Files.delete(jar);
        Until.so("went", () -> Files.readString(output).contains("removed"));

        assertThat(alpha.ask("events").getAsJsonArray("events"))
                .isNotEmpty()
                .allSatisfy(e -> assertThat(e.getAsJsonObject().keySet())
                        .containsExactly("time", "mark", "about", "subject", "what"));
    }

    @Test
    void aRefusedConfigurationIsAnEvent() throws Exception {
        var file = alpha.home().resolve("etc/org.osier.core.cfg");
        var good = Files.readString(file);
        Files.writeString(file, good.replace("maxConnections = 100", "maxConnections = 1"));
        Until.so("refused", () -> alpha.call("events").text().contains("! etc/org.osier.core.cfg refused: "));
        Files.writeString(file, good);
        assertThat(alpha.call("logs", "--level", "WARN").text()).contains("OSIER-201 etc/org.osier.core.cfg: ");
    }

    @Test
    void watchedDocumentsAreOneInALine() throws Exception {
        var output = output("watch");
        begin(output, "peers --watch --json");
        Until.so("two looks", () -> Files.readAllLines(output).size() >= 2);

        for (var line : Files.readAllLines(output).subList(0, 2)) {
            assertThat(JsonParser.parseString(line)
                            .getAsJsonObject()
                            .get("schema")
                            .getAsString())
                    .isEqualTo("osier.peers/1");
        }
    }

    @Test
    void followingEndsWithTheNode() throws Exception {
        var gamma = CommandLine.of(Homes.fresh("telling-gamma"));
        done(gamma.call("start", "--name", "gamma", "--listen", ANY_PORT));
        var output = output("end");
        var following = gamma.begin(output, "logs", "--follow");
        begun.add(following);
        Until.so("following", () -> Files.size(output) > 0);

        done(gamma.call("stop"));

        assertThat(following.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(following.exitValue()).isEqualTo(1);
        assertThat(Files.readString(output)).contains("osier: the node's answer broke off: the node stops");
    }

    @Test
    void theVersionNeedsNoNode() throws Exception {
        var answer = CommandLine.of(Homes.fresh("telling-version")).call("--version");

        done(answer);
        assertThat(answer.text()).matches("osier [0-9][^ ]* \\(Felix [0-9.]+, Java [0-9][^ ]*\\)\n");
    }
}
