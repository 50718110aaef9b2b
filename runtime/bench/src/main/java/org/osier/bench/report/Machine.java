package org.osier.bench.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a report comes from.
 *
 * @param commit of the checkout, if it is one
 */
public record Machine(String cpu, int processors, String os, String java, Optional<String> commit) {
    private static final String MODEL = "model name";

    /** This one. @param checkout the root of the sources */
    public static Machine here(Path checkout) {
        return new Machine(
                cpuModel(),
                Runtime.getRuntime().availableProcessors(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.vm.name") + " " + property("java.runtime.version"),
                commit(checkout.resolve(".git")));
    }

    /** Processes that wanted to run in the last minute, on average; negative if the system does not say. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String property(String name) {
        return System.getProperty(name, "?");
    }

    private static String cpuModel() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("?");
        } catch (IOException e) {
            return property("os.arch");
        }
    }

    private static Optional<String> commit(Path git) {
        try {
            var head = Files.readString(git.resolve("HEAD")).strip();
            if (!head.startsWith("ref: ")) return Optional.of(head);
            var ref = git.resolve(head.substring("ref: ".length()));
            return Files.exists(ref) ? Optional.of(Files.readString(ref).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
