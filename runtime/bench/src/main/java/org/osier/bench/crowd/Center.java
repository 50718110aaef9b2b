package org.osier.bench.crowd;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.osier.mesh.Mesh;
import org.osier.mesh.Message;

/** The one node that all others are linked with, and what is asked of its process. */
public final class Center {
    private static final int INTENT = 0x40;
    private static final int MESSAGE_BYTES = 64;
    private static final long TELL_SECONDS = 120;
    private static final long MOMENT_SECONDS = 5;
    private static final double PERCENT = 100;

    private final Mesh mesh;

    public Center(Mesh mesh) {
        this.mesh = mesh;
    }

    /** With how many nodes a link stands; waits a moment for as many as are expected: the other end knows it first. */
    public Map<String, ?> linked(int expected) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOMENT_SECONDS);
        while (links() < expected && System.nanoTime() - end < 0) LockSupport.parkNanos(10_000_000);
        return Map.of("links", links());
    }

    private long links() {
        return mesh.peers().stream().filter(peer -> peer.path().isPresent()).count();
    }

    /** What the loop has used of a processor so far. */
    public static Map<String, ?> loop() {
        return Map.of("nanos", loopNanos());
    }

    /** Lets a while pass, and tells in percent of one processor what the process and its loop have used of it. */
    public Map<String, ?> idle(int seconds) throws InterruptedException {
        long process0 = processNanos();
        long loop0 = loopNanos();
        long begun = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds); // what is measured is that nothing happens
        double passed = System.nanoTime() - begun;
        double loopUsed = loopNanos() - loop0;
        double used = processNanos() - process0;
        return Map.of("idle", PERCENT * used / passed, "loop", PERCENT * loopUsed / passed);
    }

    private static long processNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    private static long loopNanos() {
        var loop = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("osier-core-loop"))
                .findAny()
                .orElseThrow();
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(loop.getId());
    }

    /** Sends a message to each, and waits until all are known to be taken. */
    public Map<String, ?> tell() {
        var message = Message.of(INTENT, "x".repeat(MESSAGE_BYTES));
        var peers = mesh.peers();
        var sent = new ArrayList<CompletableFuture<Void>>();
        long begun = System.nanoTime();
        for (var peer : peers) sent.add(mesh.send(peer.id(), message).toCompletableFuture());
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
                .orTimeout(TELL_SECONDS, TimeUnit.SECONDS)
                .exceptionally(e -> null)
                .join();
        double ms = (System.nanoTime() - begun) / 1e6;
        long taken = sent.stream()
                .filter(s -> s.isDone() && !s.isCompletedExceptionally())
                .count();
        return Map.of("ms", ms, "taken", taken);
    }

    /** What the system has given this process. */
    public static Map<String, ?> rss() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return Map.of("bytes", 0);
        for (var line : Files.readAllLines(status)) {
            if (!line.startsWith("VmRSS:")) continue;
            return Map.of("bytes", Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024);
        }
        throw new IOException("no VmRSS in " + status);
    }
}
