package org.osier.transport.emulator;

import java.util.concurrent.TimeUnit;
import org.osier.transport.emulator.rules.Impairments;
import org.osier.transport.emulator.rules.Partition;

/** Bad wires for tests. */
final class Wires {
    private Wires() {}

    static Impairments late(long delayMicros, long jitterMicros) {
        return new Impairments(
                0,
                TimeUnit.MICROSECONDS.toNanos(delayMicros),
                TimeUnit.MICROSECONDS.toNanos(jitterMicros),
                0,
                0,
                0,
                0,
                Partition.NONE);
    }

    /** 20 to 50 ms, one of ten late by 30 ms. */
    static Impairments bad(double loss, double duplicate) {
        return new Impairments(loss, millis(20), millis(30), 0.1, millis(30), duplicate, 0, Partition.NONE);
    }

    static Impairments narrow(long bytesPerSecond) {
        return new Impairments(0, 0, 0, 0, 0, 0, bytesPerSecond, Partition.NONE);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
