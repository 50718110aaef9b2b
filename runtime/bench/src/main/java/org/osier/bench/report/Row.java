package org.osier.bench.report;

import org.jspecify.annotations.Nullable;

/**
 * One figure that a section gives in each run.
 *
 * @param id its name in results and JSON
 * @param label for people
 * @param unit of its values
 * @param against the id of the figure of the same run that it is divided by, if any
 * @param goal what it must reach, if anything
 */
public record Row(
        String id,
        String label,
        String unit,
        @Nullable String against,
        @Nullable Goal goal) {
    /** A figure that others are compared with. */
    public static Row raw(String id, String label, String unit) {
        return new Row(id, label, unit, null, null);
    }

    public Row against(String other) {
        return new Row(id, label, unit, other, goal);
    }

    public Row goal(Goal goal) {
        return new Row(id, label, unit, against, goal);
    }
}
