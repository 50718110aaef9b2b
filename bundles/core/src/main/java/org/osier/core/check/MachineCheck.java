package org.osier.core.check;

import java.util.List;

/** The Java and the memory of this machine. */
final class MachineCheck {
    /** Our choice: full queues of a hundred peers may wait in it, few of which are ever full at once. */
    private static final long ENOUGH_HEAP_BYTES = 128L << 20;

    private MachineCheck() {}

    static List<Finding> run(Runtime runtime) {
        int cpus = runtime.availableProcessors();
        var java = "Java " + System.getProperty("java.version") + ", " + cpus + (cpus == 1 ? " CPU" : " CPUs");
        long heap = runtime.maxMemory();
        var memory = "memory " + Bytes.text(heap) + " for the heap";
        return List.of(
                Finding.ok("java", java),
                heap >= ENOUGH_HEAP_BYTES
                        ? Finding.ok("memory", memory)
                        : Finding.warn(
                                "memory",
                                memory + ", less than " + Bytes.text(ENOUGH_HEAP_BYTES),
                                "OSIER_OPTS=-Xmx256m gives more, if the machine has it"));
    }
}
