package org.osier.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row and its values over all runs; ratios are taken within each run, then their median. */
public record Measured(Row row, List<Double> values, List<Double> ratios) {
    /** @param runs the results of each run by id */
    static Measured of(Row row, List<Map<String, Double>> runs) {
        var values = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        for (var run : runs) {
            var value = run.get(row.id());
            if (value == null) throw new IllegalStateException("a run gave no " + row.id());
            values.add(value);
            if (row.against() != null) ratios.add(value / run.get(row.against()));
        }
        return new Measured(row, List.copyOf(values), List.copyOf(ratios));
    }

    public double median() {
        return median(values);
    }

    public double min() {
        return values.stream().min(Double::compare).orElseThrow();
    }

    public double max() {
        return values.stream().max(Double::compare).orElseThrow();
    }

    public @Nullable Double ratio() {
        return ratios.isEmpty() ? null : median(ratios);
    }

    /** Whether the goal is reached; null without one. */
    public @Nullable Boolean holds() {
        return row.goal() == null ? null : row.goal().holds(median(), ratio());
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
