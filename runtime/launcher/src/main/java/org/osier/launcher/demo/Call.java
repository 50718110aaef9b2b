package org.osier.launcher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of bin/osier under way. What it prints goes through a file, so that nobody has to read along. */
final class Call {
    private final String command;
    private final Path output;
    private final Process process;

    private Call(String command, Path output, Process process) {
        this.command = command;
        this.output = output;
        this.process = process;
    }

    /** @param command how to name it when it fails */
    static Call begin(String command, List<String> line) throws IOException {
        var output = Files.createTempFile("osier-demo", ".out");
        try {
            var process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            return new Call(command, output, process);
        } catch (IOException e) {
            Files.delete(output);
            throw e;
        }
    }

    /** Its answer. A process that takes longer than {@code limit} is ended. */
    Answer await(Duration limit) throws IOException, InterruptedException, DemoException {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw DemoException.failed("osier " + command + " did not end within " + limit.toSeconds() + " s");
            }
            return new Answer(command, process.exitValue(), Files.readString(output));
        } finally {
            process.destroy();
            Files.deleteIfExists(output);
        }
    }
}
