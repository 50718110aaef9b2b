package org.osier.bench.report;

import java.util.List;
import java.util.Locale;

/** A section on the console, 100 columns. */
public final class Table {
    private static final String LINE = "%-38s %11s %11s %11s %8s %10s %5s";

    private Table() {}

    public static String of(String title, List<Measured> rows) {
        var text = new StringBuilder().append(title).append('\n');
        line(text, "", "median", "min", "max", "ratio", "goal", "holds");
        for (var measured : rows) {
            var row = measured.row();
            var ratio = measured.ratio();
            var holds = measured.holds();
            line(
                    text,
                    row.label() + ", " + row.unit(),
                    number(measured.median()),
                    number(measured.min()),
                    number(measured.max()),
                    ratio == null ? "" : String.format(Locale.ROOT, "%.2fx", ratio),
                    row.goal() == null ? "" : row.goal(),
                    holds == null ? "" : holds ? "yes" : "NO");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Object... cells) {
        text.append(String.format(Locale.ROOT, LINE, cells).stripTrailing()).append('\n');
    }

    private static String number(double value) {
        if (value >= 1_000) return String.format(Locale.ROOT, "%,.0f", value);
        return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.3f", value);
    }
}
