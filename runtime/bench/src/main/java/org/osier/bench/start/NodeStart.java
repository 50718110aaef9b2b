package org.osier.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Starts a distribution the way users do, in a home, and takes the time until a file tells that it runs. */
public final class NodeStart {
    private static final long LIMIT_SECONDS = 60;
    private static final long LOOK_NANOS = 1_000_000;

    private final Path distribution;
    private final Path home;
    private final Path sign;

    private NodeStart(Path distribution, Path home, Path sign) {
        this.distribution = distribution;
        this.home = home;
        this.sign = sign;
    }

    /** Of a node: it is ready when it says so in {@code ready.json}. */
    public static NodeStart node(Path distribution, Path home) {
        return new NodeStart(distribution, home, home.resolve("data/ready.json"));
    }

    /** Of a {@link BareDistribution}: when its framework has started. */
    public static NodeStart bare(Path distribution, Path home) {
        return new NodeStart(distribution, home, home.resolveSibling(home.getFileName() + ".mark"));
    }

    /** Starts, waits, stops. @return milliseconds from the start of {@code bin/osier} to the sign */
    public double once() throws IOException, InterruptedException {
        Files.deleteIfExists(sign);
        var log = home.resolveSibling(home.getFileName() + ".log");
        var builder = new ProcessBuilder(
                        distribution.resolve("bin/osier").toString(),
                        "--home",
                        home.toString(),
                        "run",
                        "--headless",
                        "--listen",
                        "tcp://127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("OSIER_OPTS", "-D" + StartMark.FILE + "=" + sign);
        long begin = System.nanoTime();
        var process = builder.start();
        try {
            while (!Files.exists(sign)) {
                if (!process.isAlive() || System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
                    throw new IOException(distribution + " does not start: " + Files.readString(log));
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            return (System.nanoTime() - begin) / 1e6;
        } finally {
            process.destroy(); // bin/osier has become the node: the process is the same
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        }
    }
}
