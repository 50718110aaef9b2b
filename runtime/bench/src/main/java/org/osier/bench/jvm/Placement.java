package org.osier.bench.jvm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * On which processors the two JVMs run. Left to itself the system sometimes puts a chain of round trips on one processor
 * and sometimes on two, which alone makes a factor of three, and raw and measured exchange of one run may differ in it.
 * Where {@code taskset} is missing, or the machine has one processor, every placement is {@link #FREE}.
 */
public enum Placement {
    /** Wherever the system puts them. */
    FREE,
    /** Both on the first processor: no wake-up across processors, the shortest way. */
    TOGETHER,
    /** The client on the first, the server on the second: both can work at the same time. */
    APART;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** Whether this machine can do it. */
    public static boolean possible() {
        return PROCESSORS > 1
                && Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "taskset")));
    }

    /** What stands before the command of the JVM with this role. */
    List<String> prefix(String role) {
        if (this == FREE || !possible()) return List.of();
        var processor = this == APART && role.equals("server") ? "1" : "0";
        return List.of("taskset", "-c", processor);
    }

    /** What its Java is told: as many threads as without a placement. */
    List<String> options() {
        return this == FREE ? List.of() : List.of("-XX:ActiveProcessorCount=" + PROCESSORS);
    }
}
