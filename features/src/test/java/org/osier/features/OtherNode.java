package org.osier.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node of the stand-alone distribution, a process of its own. */
final class OtherNode implements AutoCloseable {
    static final String NAME = "other";
    private static final Path DISTRIBUTION = Path.of(System.getProperty(Karaf.DISTRIBUTION));
    private static final Path DEV_NULL = Path.of("/dev/null");

    private final Path home;
    private final Process process;

    private OtherNode(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /**
     * Starts it as a member of the cluster of a node on this machine.
     *
     * @param member home of that node
     * @param seed where it listens
     */
    static OtherNode join(Path member, String seed) throws Exception {
        var home = Files.createTempDirectory(Karaf.target(""), "other");
        var cluster = home.resolve("cluster.json");
        var exported = Processes.run(line(member, "cluster", "export", cluster.toString()), home, "");
        if (exported.code() != 0) throw new AssertionError(exported);
        var data = Files.createDirectory(home.resolve("node"));
        var words = line(
                data,
                "run",
                "--headless",
                "--name",
                NAME,
                "--listen",
                "tcp://127.0.0.1:0",
                "--seed",
                seed,
                "--cluster",
                cluster.toString());
        var process = Processes.begin(words, home, DEV_NULL, home.resolve("console.log"));
        Until.so("the other node is ready", () -> Files.exists(data.resolve("data/ready.json")) || !process.isAlive());
        return new OtherNode(data, process);
    }

    /** An example of the distribution. */
    static Path example(String name) {
        return DISTRIBUTION.resolve("examples/org.osier.examples." + name + ".jar");
    }

    /** What a command prints, failures too. */
    String call(String... words) throws IOException, InterruptedException {
        return Processes.run(line(home, words), home, "").text();
    }

    /** Its folder for handlers. */
    Path deploy() {
        return home.resolve("deploy");
    }

    private static List<String> line(Path home, String... words) {
        var line = new ArrayList<String>();
        line.add(DISTRIBUTION.resolve("bin/osier").toString());
        line.add("--home");
        line.add(home.toString());
        line.addAll(Arrays.asList(words));
        return line;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
