package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of the operating system and its first arguments.
 *
 * @param words how each call begins
 */
record Program(List<String> words) {
    /** No test is about speed: this only keeps a program that hangs from hanging the build. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    static Program of(String... words) {
        return new Program(List.of(words));
    }

    /** The program {@code name}; the test is skipped, and says so, if it is not installed. */
    static Program installed(String name) {
        var there = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        var why = "SKIPPED: no " + name + " is installed here";
        if (!there) System.err.println(why);
        Assumptions.assumeTrue(there, why);
        return of(name);
    }

    /** Calls it and waits for its end. */
    CommandLine.Answer call(Object... more) throws IOException, InterruptedException {
        var output = Files.createTempFile("osier-itest", ".out");
        try {
            var process = begin(output, more);
            try {
                if (process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                    return new CommandLine.Answer(process.exitValue(), Files.readString(output));
                }
                throw new AssertionError(this + " did not end within " + LIMIT + ": " + Files.readString(output));
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(output);
        }
    }

    /** What it printed in a call that must succeed. */
    String ask(Object... more) throws IOException, InterruptedException {
        var answer = call(more);
        if (answer.code() != 0) throw new AssertionError(this + " " + Arrays.toString(more) + ": " + answer);
        return answer.text();
    }

    /** Calls it and returns at once. @param output gets all that it prints */
    Process begin(Path output, Object... more) throws IOException {
        var line = new ArrayList<>(words);
        for (var word : more) line.add(word.toString());
        var builder = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("TZ", "UTC");
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("JAVA_HOME", Javas.current().toString());
        var process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
