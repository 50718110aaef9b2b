package org.osier.transport.websocket;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.osier.testkit.Waiting;

/**
 * A script of {@code src/test/resources/foreign} in a process of Node, with the package ws, which npm brings into
 * target/ once. Where Node or the package is not to be had, the tests are skipped, and say so.
 */
final class Node implements AutoCloseable {
    private static final String PACKAGE = "ws@8.18.3";
    private static final Path FOLDER = Path.of("target/foreign").toAbsolutePath();

    private final Process process;
    private final Waiting waiting;
    private final List<String> lines = new ArrayList<>(); // guarded by itself

    Node(Waiting waiting, String script, String... words) throws IOException {
        this.waiting = waiting;
        var line = new ArrayList<>(List.of("node", FOLDER.resolve(script).toString()));
        line.addAll(Arrays.asList(words));
        process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var reader = new Thread(() -> read(process.inputReader(StandardCharsets.UTF_8)));
        reader.setDaemon(true);
        reader.start();
    }

    /** Before all tests. */
    static synchronized void install() throws Exception {
        var done = FOLDER.resolve("node_modules/ws/package.json");
        if (!Files.exists(done)) {
            Files.createDirectories(FOLDER);
            skipUnless(runs("node", "--version"), "no node is installed here");
            boolean brought = runs(
                    "npm",
                    "install",
                    "--prefix",
                    FOLDER.toString(),
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    "--no-save",
                    PACKAGE);
            skipUnless(brought && Files.exists(done), "npm brings no " + PACKAGE);
        }
        for (var script : List.of("client.js", "server.js")) {
            try (var in = Node.class.getResourceAsStream("/foreign/" + script)) {
                if (in == null) throw new AssertionError(script);
                Files.write(FOLDER.resolve(script), in.readAllBytes());
            }
        }
    }

    private static boolean runs(String... line) throws InterruptedException {
        try {
            var process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(FOLDER.resolve("npm.log").toFile())
                    .start();
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private static void skipUnless(boolean there, String why) {
        if (!there) System.err.println("SKIPPED: " + why);
        Assumptions.assumeTrue(there, why);
    }

    private void read(BufferedReader reader) {
        try (reader) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                }
                waiting.changed();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** Waits for a line that begins so. @return the rest of it */
    String says(String word) {
        waiting.until("the word " + word, () -> find(word) != null);
        return find(word);
    }

    private String find(String word) {
        synchronized (lines) {
            return lines.stream()
                    .filter(line -> line.startsWith(word + " "))
                    .map(line -> line.substring(word.length() + 1))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Tells the script to go on. */
    void goOn() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
