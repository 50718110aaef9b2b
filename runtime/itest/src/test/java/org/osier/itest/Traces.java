package org.osier.itest;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this process holds that an update could leave behind.
 *
 * @param threads names, sorted
 * @param files open descriptors, sorted: what each leads to
 * @param buffers direct ones
 * @param bufferBytes in them
 */
record Traces(List<String> threads, List<String> files, long buffers, long bufferBytes) {
    /** Threads that end when they are idle, and pools that grow to their bound when they are busy. */
    private static final java.util.regex.Pattern COME_AND_GO = java.util.regex.Pattern.compile(
            "osier-core-discovery|osier-core-warm-up|osier-dispatcher-[1-8]|osier-traffic|process reaper|globalEventExecutor.*");

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static Traces now() throws IOException {
        var direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .findFirst()
                .orElseThrow();
        var threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !COME_AND_GO.matcher(thread.getName()).matches())
                .map(Thread::getName)
                .filter(name -> !name.startsWith("FelixResolver-")) // the framework's pool, which comes and goes
                .sorted()
                .toList();
        return new Traces(threads, descriptors(), direct.getCount(), direct.getMemoryUsed());
    }

    private static List<String> descriptors() throws IOException {
        try (var entries = Files.newDirectoryStream(DESCRIPTORS)) {
            var open = new ArrayList<String>();
            for (var entry : entries) target(entry).ifPresent(open::add);
            open.sort(null);
            return open;
        }
    }

    // Without the numbers of sockets, pipes and bundle revisions, which are never twice the same.
    private static Optional<String> target(Path descriptor) {
        try {
            var target = Files.readSymbolicLink(descriptor).toString();
            return Optional.of(target.replaceAll("\\[\\d+]|/version[\\d.]+", ""));
        } catch (IOException gone) {
            return Optional.empty(); // that of the look into the folder, among others
        }
    }

    /** Every file of a folder, by name, with the hash of what is in it. */
    static SortedMap<String, String> hashes(Path folder) throws IOException {
        var hashes = new TreeMap<String, String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(folder.relativize(file).toString(), hash(file));
            }
        }
        return hashes;
    }

    private static String hash(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
