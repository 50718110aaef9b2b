package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Goal: a node of the distribution that is killed by SIGKILL while it starts, for the first time or again, starts the next
 * time as if nothing had been. Method: kills at random moments of a start; the property {@code osier.kills.dist} sets how
 * many. How the files of its home stand far more kills: KilledStartsTest of core.
 */
class KillIT {
    /** About what a start takes; a kill that comes too late meets a node that is ready. */
    private static final int LATEST_MS = 2_500;

    private static final int KILLS = Integer.getInteger("osier.kills.dist", 5);

    private final List<Process> begun = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (var process : begun) {
            process.destroyForcibly();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    @Timeout(3_600)
    void aNodeThatIsKilledWhileItStartsStartsTheNextTime() throws Exception {
        var random = new Random();
        var osier = CommandLine.of(Homes.fresh("killed"));
        for (int i = 0; i < KILLS; i++) {
            // Every second time a first start, in a home where there was nothing.
            if (i % 2 == 0) osier = CommandLine.of(Homes.fresh("killed"));
            var before = i % 2 == 0 ? null : ready(osier, run(osier));
            kill(run(osier), random.nextInt(LATEST_MS)); // the time is what is random, nothing waits for it

            var after = ready(osier, run(osier));

            if (before != null) assertThat(after.get("id")).isEqualTo(before.get("id"));
        }
    }

    private static void kill(Process process, int afterMs) throws InterruptedException {
        assertThat(process.waitFor(afterMs, TimeUnit.MILLISECONDS)).isFalse();
        process.destroyForcibly().waitFor();
    }

    private Process run(CommandLine osier) throws Exception {
        var console = console(osier);
        var process = osier.begin(console, "run", "--headless", "--name", "killed", "--listen", "tcp://127.0.0.1:0");
        begun.add(process);
        return process;
    }

    private static Path console(CommandLine osier) {
        return osier.home().resolveSibling("killed.console");
    }

    /** What it says when it is ready; it is ended then. */
    private static JsonObject ready(CommandLine osier, Process process) throws Exception {
        var file = osier.home().resolve("data/ready.json");
        Until.so("ready", () -> isOf(file, process) || !process.isAlive());
        assertThat(process.isAlive()).as(Files.readString(console(osier))).isTrue();
        var ready = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        process.destroyForcibly().waitFor();
        return ready;
    }

    /** The file of a process that was killed stands until the next one takes it away, which may be while this looks. */
    private static boolean isOf(Path file, Process process) throws Exception {
        try {
            var ready = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            return ready.get("pid").getAsLong() == process.pid();
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
