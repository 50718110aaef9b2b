package org.osier.bench.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a figure must reach.
 *
 * @param ofRatio whether the ratio to the figure it is compared with counts, or the figure itself
 * @param atMost whether it may be no more, or no less
 */
public record Goal(boolean ofRatio, boolean atMost, double limit) {
    public static Goal ratioAtMost(double limit) {
        return new Goal(true, true, limit);
    }

    public static Goal ratioAtLeast(double limit) {
        return new Goal(true, false, limit);
    }

    public static Goal atMost(double limit) {
        return new Goal(false, true, limit);
    }

    public static Goal atLeast(double limit) {
        return new Goal(false, false, limit);
    }

    /** Whether it is reached. @param ratio null if there is nothing to compare with */
    public boolean holds(double value, @Nullable Double ratio) {
        double measured = ofRatio && ratio != null ? ratio : value;
        return atMost ? measured <= limit : measured >= limit;
    }

    @Override
    public String toString() {
        var number = limit >= 1_000 ? String.format(Locale.ROOT, "%,.0f", limit) : Double.toString(limit);
        return (atMost ? "<= " : ">= ") + number + (ofRatio ? "x" : "");
    }
}
