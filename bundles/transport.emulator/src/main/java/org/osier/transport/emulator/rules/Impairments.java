package org.osier.transport.emulator.rules;

import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How bad the wire is, for what this end sends.
 *
 * @param loss chance of a message to be lost, 0 to 1: a datagram is gone, a stream sends it again and is late
 * @param delayNanos one way, before jitter
 * @param jitterNanos up to this much is added by chance
 * @param reorder chance of a message to be late by {@code lateNanos}, so that others overtake it; in a stream they wait
 * @param lateNanos how late that is
 * @param duplicate chance of a datagram to come twice; a stream shows none
 * @param bytesPerSecond what the wire takes; 0: anything
 * @param partition what does not pass at all
 */
public record Impairments(
        double loss,
        long delayNanos,
        long jitterNanos,
        double reorder,
        long lateNanos,
        double duplicate,
        long bytesPerSecond,
        Partition partition) {
    /** A wire without a fault. */
    public static final Impairments NONE = new Impairments(0, 0, 0, 0, 0, 0, 0, Partition.NONE);

    public Impairments {
        checkChance("loss", loss);
        checkChance("reorder", reorder);
        checkChance("duplicate", duplicate);
        if (delayNanos < 0 || jitterNanos < 0 || lateNanos < 0) {
            throw new IllegalArgumentException("time runs forward only");
        }
        if (bytesPerSecond < 0) throw new IllegalArgumentException("bytesPerSecond is not negative: " + bytesPerSecond);
    }

    private static void checkChance(String name, double chance) {
        if (!(chance >= 0 && chance <= 1)) throw new IllegalArgumentException(name + " is 0 to 1, got " + chance);
    }

    /** Whether a message passes as if the emulator were not there. */
    public boolean none() {
        return loss == 0
                && delayNanos == 0
                && jitterNanos == 0
                && reorder == 0
                && duplicate == 0
                && bytesPerSecond == 0
                && partition == Partition.NONE;
    }

    public Impairments with(Partition other) {
        return new Impairments(loss, delayNanos, jitterNanos, reorder, lateNanos, duplicate, bytesPerSecond, other);
    }

    /** In one line, for people. */
    public String words() {
        var words = new ArrayList<String>();
        if (partition != Partition.NONE) {
            words.add("partition " + partition.name().toLowerCase(Locale.ROOT));
        }
        if (delayNanos > 0 || jitterNanos > 0) {
            words.add("delay " + millis(delayNanos) + (jitterNanos > 0 ? " to " + millis(delayNanos + jitterNanos) : "")
                    + " ms");
        }
        if (loss > 0) words.add("loss " + percent(loss));
        if (reorder > 0) words.add(percent(reorder) + " late by " + millis(lateNanos) + " ms");
        if (duplicate > 0) words.add("doubled " + percent(duplicate));
        if (bytesPerSecond > 0) words.add(bytesPerSecond + " bytes/s");
        return words.isEmpty() ? "no impairment" : String.join(", ", words);
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static String percent(double chance) {
        return String.format(Locale.ROOT, "%.3f", chance * 100).replaceAll("\\.?0+$", "") + " %";
    }
}
