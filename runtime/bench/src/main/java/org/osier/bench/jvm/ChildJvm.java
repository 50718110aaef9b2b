package org.osier.bench.jvm;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A JVM with a {@link Role}, from its start to its end; it ends when this is closed, and with this process. */
public final class ChildJvm implements AutoCloseable {
    /** As {@code bin/osier} starts a node. */
    public static final String COLLECTOR = "-XX:+UseParallelGC";

    /**
     * A node that has run for a while has been given all pages of its young generation; a child that runs for seconds would
     * wait for the system to give them, which at 64 KiB costs as much as everything else together.
     */
    private static final List<String> TOUCHED_HEAP = List.of("-Xms768m", "-Xmx768m", "-XX:+AlwaysPreTouch");

    private static final Duration END = Duration.ofSeconds(10);

    private final String role;
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private ChildJvm(String role, Process process) {
        this.role = role;
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts one.
     *
     * @param role {@code server}, {@code client}, {@code target} or {@code sender}
     * @param options for its Java, such as a flight recording
     */
    public static ChildJvm start(String role, Path cluster, Placement placement, List<String> options)
            throws IOException {
        var command = new ArrayList<>(placement.prefix(role));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(COLLECTOR);
        command.addAll(placement.options());
        command.addAll(TOUCHED_HEAP);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        options.forEach(option -> command.add(option.replace("%r", role)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(RoleMain.class.getName(), role, cluster.toString()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new ChildJvm(role, process);
    }

    /**
     * Asks it to do something.
     *
     * @param limit then the process is killed
     * @return its results by name
     * @throws IOException if it failed, ended or took too long
     */
    public Map<String, String> ask(Duration limit, String command) throws IOException {
        in.write(command + "\n");
        in.flush();
        var answer = CompletableFuture.supplyAsync(this::answer);
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IOException(role + ": no answer to '" + command + "' within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(role + ": '" + command + "': " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Map<String, String> answer() {
        var results = new LinkedHashMap<String, String>();
        try {
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals("done")) return results;
                var words = line.split(" ", 3);
                if (words[0].equals("failed")) throw new IOException(line);
                if (words[0].equals("result")) results.put(words[1], words[2]);
                else System.err.println(role + ": " + line); // Java itself may have something to say
            }
            throw new IOException("the process has ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it: asks by the end of its input, then insists. */
    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) process.destroyForcibly();
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
