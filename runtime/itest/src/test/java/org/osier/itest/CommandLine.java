package org.osier.itest;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * bin/osier of the distribution for one home.
 *
 * @param home of the node
 * @param java the folder of the Java that it runs on
 * @param within words before it: what it runs in
 */
record CommandLine(Path home, Path java, List<String> within) {
    /** No test is about speed: this only keeps a command that hangs from hanging the build. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    CommandLine(Path home, Path java) {
        this(home, java, List.of());
    }

    /** What the build wants of the Java of each node, words between blanks. */
    private static final String OPTIONS = System.getProperty("osier.it.options", "");

    /** With the Java that nodes run on. */
    static CommandLine of(Path home) {
        return new CommandLine(home, Javas.current());
    }

    /** @param code what it ended with; @param text all that it printed */
    record Answer(int code, String text) {
        JsonObject json() {
            return JsonParser.parseString(text).getAsJsonObject();
        }
    }

    /** Calls it and waits for its end. */
    Answer call(String... words) throws IOException, InterruptedException {
        return answering("", words);
    }

    /** Calls it, which asks for something, and waits for its end. @param typed what its input holds */
    Answer answering(String typed, String... words) throws IOException, InterruptedException {
        var output = Files.createTempFile("osier-itest", ".out");
        try {
            var process = open(output, words);
            try {
                try (var input = process.outputWriter(StandardCharsets.UTF_8)) {
                    input.write(typed);
                }
                if (process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return new Answer(process.exitValue(), Files.readString(output));
                }
                throw new AssertionError("osier " + String.join(" ", words) + " did not end within " + LIMIT + ": "
                        + Files.readString(output));
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(output);
        }
    }

    /** Calls it and returns at once. @param output gets all that it prints */
    Process begin(Path output, String... words) throws IOException {
        var process = open(output, words);
        process.getOutputStream().close();
        return process;
    }

    private Process open(Path output, String... words) throws IOException {
        var line = new ArrayList<>(within);
        line.add(Assembled.SCRIPT.toString());
        line.add("--home");
        line.add(home.toString());
        line.addAll(Arrays.asList(words));
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", java.toString());
        builder.environment().put("OSIER_OPTS", OPTIONS);
        return builder.start();
    }

    /** What it said to a command that must succeed. */
    JsonObject ask(String... words) throws IOException, InterruptedException {
        var line = new ArrayList<>(Arrays.asList(words));
        line.add("--json");
        var answer = call(line.toArray(String[]::new));
        if (answer.code != 0) throw new AssertionError(String.join(" ", words) + ": " + answer);
        return answer.json();
    }

    /** What a handler replied to a request, itself a document. */
    JsonObject request(String peer, String intent, String text) throws IOException, InterruptedException {
        return JsonParser.parseString(
                        ask("request", peer, intent, text).get("text").getAsString())
                .getAsJsonObject();
    }
}
