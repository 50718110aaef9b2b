package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution as users meet it: processes, files, exit codes. */
@Timeout(120)
class ProcessIT {
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final int NO_NODE = 4;

    private final List<Process> begun = new ArrayList<>();

    /** What a failed test left. */
    @AfterEach
    void end() throws InterruptedException {
        for (var process : begun) {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** Goal: the whole life of a node, on the Java of the tests and on another one, if there is one beside it. */
    @ParameterizedTest
    @ValueSource(strings = {"this", "other"})
    void aNodeTellsThatItIsReadyAnswersAndStops(String java) throws Exception {
        var osier =
                new CommandLine(Homes.fresh("process-" + java), java.equals("other") ? Javas.other() : Javas.current());
        var console = osier.home().resolveSibling("process-" + java + ".console");

        var process = run(osier, console);
        var ready = ready(osier.home(), process);

        assertThat(ready.get("pid").getAsLong()).isEqualTo(process.pid());
        assertThat(ready.get("id").getAsString()).matches("[0-9a-f]{64}");
        var address = URI.create(ready.getAsJsonArray("addresses").get(0).getAsString());
        assertThat(address.getHost()).isEqualTo("127.0.0.1");
        assertThat(address.getPort()).isPositive();

        Until.so("command socket", () -> osier.call("status").code() == 0); // it comes a moment later
        assertThat(osier.ask("status").get("id")).isEqualTo(ready.get("id"));
        assertThat(osier.ask("peers").getAsJsonArray("peers")).isEmpty();
        assertThat(osier.call("help").code()).isZero();
        assertThat(osier.call("peer", "nobody").code()).isEqualTo(FAILED);
        assertThat(osier.call("no-such-command").code()).isEqualTo(WRONG_USE);

        assertThat(osier.call("stop").code()).isZero();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.descendants()).isEmpty();
        assertThat(osier.home().resolve("data/ready.json")).doesNotExist();
        assertThat(osier.call("status").code()).isEqualTo(NO_NODE);
        assertThat(Files.readString(console)).as("what it printed").isEmpty();
    }

    @Test
    void aHomeIsOnlyForOneNode() throws Exception {
        var osier = CommandLine.of(Homes.fresh("shared"));
        var first = run(osier, osier.home().resolveSibling("shared.console"));
        var ready = ready(osier.home(), first);

        var second = osier.call("run", "--headless", "--listen", ANY_PORT);

        assertThat(second.code()).isEqualTo(FAILED);
        assertThat(second.text()).contains("OSIER-105").doesNotContain("\tat ");
        assertThat(osier.ask("status").get("id")).isEqualTo(ready.get("id"));
        assertThat(osier.call("stop").code()).isZero();
    }

    /** Goal: the first start already has something good in place of what is bad, and says so where one looks. */
    @Test
    void aNodeStartsWithDefaultsInPlaceOfBadValues() throws Exception {
        var osier = CommandLine.of(Homes.fresh("bad-etc"));
        var cfg = Files.createDirectories(osier.home().resolve("etc")).resolve("org.osier.core.cfg");
        var text = "listen = tcp://127.0.0.1:0\nmaxConnections = 1\nadvertise = nonsense\nrol = dual\n";
        Files.writeString(cfg, text);
        var console = osier.home().resolveSibling("bad-etc.console");
        var process = osier.begin(console, "run", "--headless");
        begun.add(process);

        assertThat(ready(osier.home(), process).getAsJsonArray("addresses")).hasSize(1);

        var told = List.of(
                "OSIER-201 etc/org.osier.core.cfg: advertise has addresses like tcp://host:7400, got 'nonsense';"
                        + " the default counts, nothing",
                "OSIER-201 etc/org.osier.core.cfg: maxConnections = 1, expected a whole number, 2 to 100000;"
                        + " the default counts, 100",
                "OSIER-202 etc/org.osier.core.cfg: rol is no key of org.osier.core, did you mean role?;"
                        + " it has no effect");
        assertThat(osier.ask("status").getAsJsonArray("configurationProblems"))
                .extracting(JsonElement::getAsString)
                .isEqualTo(told);
        assertThat(osier.call("stop").code()).isZero();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readAllLines(console))
                .extracting(line -> line.replaceFirst("^WARN +", ""))
                .isEqualTo(told);
        assertThat(cfg).hasContent(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --nope",
                "run --headless --name",
                "run --headless --name b@d",
                "run --headless --listen nonsense",
                "run --headless --listen tcp://127.0.0.1:70000",
                "run --headless --seed tcp://127.0.0.1:0",
                "start --nope",
                "cluster destroy",
                "demo --nope",
                "--nope"
            })
    void wrongOptionsAreRefused(String words) throws Exception {
        var osier = CommandLine.of(Homes.fresh("wrong"));

        var answer = osier.call(words.split(" "));

        assertThat(answer.code()).as(answer.text()).isEqualTo(WRONG_USE);
        assertThat(answer.text()).contains("osier").doesNotContain("\tat ");
        assertThat(osier.home().resolve("data/identity")).doesNotExist();
    }

    @Test
    void withoutANodeACommandSaysSo() throws Exception {
        var osier = CommandLine.of(Homes.fresh("empty"));

        assertThat(osier.call("status").code()).isEqualTo(NO_NODE);
        assertThat(osier.call("stop").code()).isEqualTo(NO_NODE);
    }

    private Process run(CommandLine osier, Path console) throws Exception {
        var process = osier.begin(console, "run", "--headless", "--name", "alpha", "--listen", ANY_PORT);
        begun.add(process);
        return process;
    }

    private static JsonObject ready(Path home, Process process) throws Exception {
        var file = home.resolve("data/ready.json");
        Until.so("ready", () -> Files.exists(file) || !process.isAlive());
        return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
}
