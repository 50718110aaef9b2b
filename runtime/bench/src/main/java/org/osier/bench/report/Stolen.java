package org.osier.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How much of the time of its processors a virtual machine did not get, because the host ran others: {@code steal} of
 * {@code /proc/stat}, proc(5). A figure that was measured while a third was stolen says little of what it measures.
 */
public final class Stolen {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int STEAL = 7; // the eighth figure; the two behind it are contained in the first two
    private static final int FIGURES = 8;

    private final long[] before;

    private Stolen(long[] before) {
        this.before = before;
    }

    /** From now on. */
    public static Stolen since() {
        return new Stolen(figures());
    }

    /** Percent until now; NaN if the system does not say. */
    public double percent() {
        return percent(before, figures());
    }

    static double percent(long[] before, long[] after) {
        if (before.length < FIGURES || after.length < FIGURES) return Double.NaN;
        long all = 0;
        for (int i = 0; i < FIGURES; i++) all += after[i] - before[i];
        return all == 0 ? Double.NaN : 100.0 * (after[STEAL] - before[STEAL]) / all;
    }

    private static long[] figures() {
        try (var lines = Files.lines(STAT)) {
            return figures(lines.findFirst().orElse(""));
        } catch (IOException e) {
            return new long[0];
        }
    }

    /** @param line {@code cpu user nice system idle ...} */
    static long[] figures(String line) {
        return Arrays.stream(line.split(" +"))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
    }
}
