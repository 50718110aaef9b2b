package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Goal: no page shows what a terminal does not. Method: every command of a page is called in the order of the page, in one
 * folder, with machines of the page standing for addresses of the loopback network, and what it prints is compared.
 */
@Timeout(240)
class PageIT {
    private static final Path CHECKOUT = Assembled.FOLDER.resolve("../../..").normalize();
    /** What a command prints may need its time: a peer is found, a handler is started. It is called again until then. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long PAUSE_MS = 100;
    private static final int LIMIT_SECONDS = 90;

    /** Addresses for documentation (RFC 5737) and what stands for them here. */
    private static final Map<String, String> MACHINES = Map.of(
            "192.0.2.10", "127.0.0.1", "192.0.2.11", "127.0.0.2", "192.0.2.12", "127.0.0.3", "192.0.2.13", "127.0.0.4");

    private static final String PORT = "7400";
    private static final String HOMES = "/srv/";

    private String port = "";
    private Path folder = Path.of("");

    /** Nodes that a failed test left. */
    @AfterEach
    void stopNodes() throws Exception {
        List<Path> homes;
        try (var entries = Files.walk(folder, 2)) {
            homes = entries.filter(home -> Files.exists(home.resolve("data/launcher.pid")))
                    .toList();
        }
        for (var home : homes) CommandLine.of(home).call("stop");
    }

    @Test
    void theReadmeShowsWhatATerminalShows() throws Exception {
        plays("README.md");
    }

    @Test
    void theFirstTenMinutesAreWhatATerminalShows() throws Exception {
        plays("runtime/FIRST-MINUTES.md");
    }

    private void plays(String page) throws Exception {
        folder = Homes.fresh("page-" + page.replace('/', '-'));
        port = freePort();
        var tools = Files.createDirectories(folder.resolve(".tools/bin"));
        Files.createSymbolicLink(tools.resolve("osier"), Assembled.SCRIPT);
        Files.createSymbolicLink(folder.resolve("examples"), Assembled.FOLDER.resolve("examples"));
        var transcripts = Transcript.of(CHECKOUT.resolve(page));
        assertThat(transcripts).isNotEmpty();
        for (var transcript : transcripts) play(transcript);
    }

    private void play(Transcript transcript) throws Exception {
        long begun = System.nanoTime();
        var printed = call(transcript.command());
        while (!transcript.isLike(printed) && isQuestion(transcript) && System.nanoTime() - begun < PATIENCE_NANOS) {
            Thread.sleep(PAUSE_MS); // between two looks, what is printed is the synchronisation
            printed = call(transcript.command());
        }
        assertThat(transcript.isLike(printed))
                .as(
                        "$ %s%n--- prints%n%s%n--- the page shows%n%s",
                        transcript.command(), String.join("\n", printed), String.join("\n", transcript.output()))
                .isTrue();
    }

    /** Whether it may be called twice. */
    private static boolean isQuestion(Transcript transcript) {
        return !transcript
                .command()
                .matches(".*\\b(start|stop|create|export|run|cp|mv|rm|tar|invite|join|pair|revoke)\\b.*");
    }

    private List<String> call(String command) throws Exception {
        var output = Files.createTempFile("osier-page", ".out");
        try {
            var builder = new ProcessBuilder("sh", "-c", here(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().merge("PATH", folder + "/.tools/bin", (old, ours) -> ours + ":" + old);
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " did not end: " + Files.readString(output));
            }
            return Files.readAllLines(output).stream().map(this::there).toList();
        } finally {
            Files.delete(output);
        }
    }

    private String here(String text) {
        for (var machine : MACHINES.entrySet()) text = text.replace(machine.getKey(), machine.getValue());
        return text.replace(HOMES, folder + "/").replace(PORT, port);
    }

    private String there(String text) {
        text = text.replace(folder + "/", HOMES).replace(port, PORT);
        for (var machine : MACHINES.entrySet()) text = text.replace(machine.getValue(), machine.getKey());
        return text;
    }

    /** One that is free on every machine of the page. */
    private static String freePort() throws IOException {
        int port = 0;
        var taken = new ArrayList<ServerSocket>();
        try {
            for (var machine : MACHINES.values()) {
                taken.add(new ServerSocket(port, 1, InetAddress.getByName(machine)));
                port = taken.get(0).getLocalPort();
            }
            return Integer.toString(port);
        } finally {
            for (var socket : taken) socket.close();
        }
    }
}
