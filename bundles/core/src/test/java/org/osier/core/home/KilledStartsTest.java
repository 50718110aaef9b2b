package org.osier.core.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a process that is killed by SIGKILL, at whatever moment of its first start or of a later write, starts again: as
 * whoever it was told to be, and with a serial above every one that it told. Method: a process that starts nodes in one
 * home after the other is killed at a random time; then another one starts each home again. The property
 * {@code osier.kills} sets how often, TESTING.md says more.
 */
class KilledStartsTest {
    /** It is let live until it has told so much, 100 bytes or more a line and 10 lines or more a home; */
    private static final int MOST_TOLD_BYTES = 6_000;
    /** and then for so long. */
    private static final int LATEST_MS = 60;

    private static final long PATIENCE_SECONDS = 240;

    private final List<Process> begun = new ArrayList<>();

    @AfterEach
    void end() {
        begun.forEach(Process::destroyForcibly);
    }

    @Test
    void aKilledProcessStartsAgainAsItself(@TempDir Path folder) throws Exception {
        int kills = Integer.getInteger("osier.kills", 20);
        var random = new Random();
        var states = new TreeMap<String, Integer>();
        var told = new ArrayList<String>();
        for (int i = 0; i < kills; i++) {
            told.addAll(killed(folder, i, random.nextInt(MOST_TOLD_BYTES), random.nextInt(LATEST_MS)));
            var homes = HomeStarts.homes(folder, i + "-");
            var state = homes.isEmpty() ? "0 nothing" : state(homes.get(homes.size() - 1));
            states.merge(state, 1, Integer::sum);
        }
        for (var home : HomeStarts.homes(folder, ""))
            checkFiles(home, Told.in(told).get(home.getFileName().toString()));
        var again = again(folder);
        Told.in(told).forEach((home, before) -> again.get(home).mustFollow(before, 1));
        System.out.println(kills + " kills, " + again.size() + " homes; the last one then had: " + states);
    }

    /** What others may know is stored: the clock alone would hide a serial that was lost. */
    private static void checkFiles(Path home, @Nullable Told told) throws IOException {
        var serial = home.resolve("data/serial");
        if (told != null)
            assertThat(Long.parseLong(Files.readString(serial).strip())).isGreaterThanOrEqualTo(told.serial());
        var ready = home.resolve("data/ready.json");
        if (Files.exists(ready))
            assertThat(JsonParser.parseString(Files.readString(ready)).isJsonObject())
                    .isTrue();
    }

    /** @return what every home tells when it is started again, by a process of its own */
    private Map<String, Told> again(Path folder) throws Exception {
        var output = folder.resolve("told-again");
        var process = java(output, "again", folder.toString());
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Told.in(Files.readAllLines(output));
    }

    /** The time of the kill is chance, not synchronisation. @return what it told before it was killed */
    private List<String> killed(Path folder, int number, int toldBytes, int afterMs) throws Exception {
        var output = folder.resolve("told-" + number);
        var process = java(output, "fill", folder.toString(), number + "-");
        while (Files.size(output) < toldBytes && !process.waitFor(2, TimeUnit.MILLISECONDS)) {}
        boolean ended = process.waitFor(afterMs, TimeUnit.MILLISECONDS);
        assertThat(ended).as(Files.readString(output)).isFalse();
        process.destroyForcibly().waitFor();
        var text = Files.readString(output);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList(); // the last line may be half there
    }

    /** How far its start had come, by its files. */
    private static String state(Path home) throws IOException {
        var data = home.resolve("data");
        if (!Files.exists(data)) return "1 a folder";
        try (var files = Files.list(data)) {
            var names = files.map(file -> file.getFileName().toString()).toList();
            var half = names.stream().filter(name -> name.endsWith(".tmp")).findAny();
            if (half.isPresent()) return "half of " + half.get();
            if (names.contains("identity.new")) return "2 half an identity";
            if (!names.contains("identity")) return "1 no identity";
            if (!names.contains("cluster.json")) return "3 an identity";
            if (!names.contains("serial")) return "4 a cluster";
            return names.contains("ready.json") ? "6 everything" : "5 a serial";
        }
    }

    private Process java(Path output, String... words) throws IOException {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of(
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), HomeStarts.class.getName()));
        line.addAll(List.of(words));
        var process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        begun.add(process);
        return process;
    }
}
