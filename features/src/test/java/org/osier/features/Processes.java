package org.osier.features;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that end by themselves. */
final class Processes {
    /** No test is about speed: this only keeps what hangs from hanging the build. */
    private static final long LIMIT_SECONDS = 120;

    private Processes() {}

    /** @param code what it ended with; @param text all that it printed */
    record Ended(int code, String text) {}

    /** Runs it to its end. @param input what it reads */
    static Ended run(List<String> line, Path folder, String input) throws IOException, InterruptedException {
        var files = Files.createTempDirectory("osier-karaf");
        var in = Files.writeString(files.resolve("in"), input);
        var out = files.resolve("out");
        try {
            var process = begin(line, folder, in, out);
            try {
                boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
                var text = Files.readString(out, StandardCharsets.UTF_8);
                if (ended) return new Ended(process.exitValue(), text);
                throw new AssertionError(line + " did not end: " + text);
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(in);
            Files.deleteIfExists(out);
            Files.delete(files);
        }
    }

    /** Begins it with the Java of this process. */
    static Process begin(List<String> line, Path folder, Path in, Path out) throws IOException {
        var builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile());
        // What Karaf sets for its own Java is not for others.
        builder.environment().keySet().removeIf(key -> key.startsWith("KARAF_") || key.endsWith("JAVA_OPTS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }
}
