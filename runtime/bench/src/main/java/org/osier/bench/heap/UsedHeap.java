package org.osier.bench.heap;

import java.lang.management.ManagementFactory;

/** What is on the heap of this JVM and not garbage. */
public final class UsedHeap {
    /** Collections until two of them agree, at most. */
    private static final int MOST = 10;

    private static final long CLOSE_BYTES = 4_096;

    private UsedHeap() {}

    /** Bytes in use after full collections. */
    public static long bytes() {
        long before = Long.MAX_VALUE;
        for (int i = 0; i < MOST; i++) {
            System.gc();
            long now = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            if (Math.abs(before - now) < CLOSE_BYTES) return now;
            before = now;
        }
        return before;
    }
}
