package org.osier.core.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program of another make, asked and answering line by line. Ended by {@link #close}, whatever it does. */
public final class ForeignProcess implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final StringBuffer all = new StringBuffer();

    ForeignProcess(Path folder, List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var reader = new Thread(() -> read(process.inputReader(StandardCharsets.UTF_8)), "foreign-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(BufferedReader reader) {
        try (reader) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                all.append(line).append('\n');
                lines.add(line);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    /** Waits for a line that begins so. @return the rest of it */
    public String says(String word) {
        for (var line = next(); ; line = next())
            if (line.startsWith(word + " ")) return line.substring(word.length() + 1);
    }

    /** Says a line and waits for the next one. */
    public String ask(String line) {
        try {
            var out = process.outputWriter(StandardCharsets.UTF_8);
            out.write(line + "\n");
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("it said:\n" + all, e);
        }
        return next();
    }

    private String next() {
        try {
            var line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (line == null) throw new AssertionError("nothing more was said, after:\n" + all);
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits for its end. @return all that it said */
    public String end() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("does not end, after:\n" + all);
        if (process.exitValue() != 0) throw new AssertionError("failed, after:\n" + all);
        return all.toString();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
