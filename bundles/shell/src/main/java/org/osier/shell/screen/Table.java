package org.osier.shell.screen;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Rows below titles. What does not fit is cut where a column is widest. For one thread. */
public final class Table {
    private static final int GAP = 2;
    /** What the last column keeps while another one can give. */
    private static final int LAST_MIN = 20;

    private static final String MARK = "* ";
    private static final String NO_MARK = "  ";

    private final List<Row> rows = new ArrayList<>();

    /** @param titles one for each column */
    public Table(String... titles) {
        rows.add(new Row(NO_MARK, Stream.of(titles).map(Span::of).toList()));
    }

    /** Adds a row. @param cells as many as there are titles */
    public void row(boolean marked, Span... cells) {
        rows.add(new Row(marked ? MARK : NO_MARK, List.of(cells)));
    }

    /** Writes everything. */
    public void print(Out out) {
        var widths = widths(out.columns());
        for (var row : rows) out.line(row.spans(widths));
    }

    private List<Integer> widths(int columns) {
        var widths =
                new ArrayList<Integer>(Collections.nCopies(rows.get(0).cells.size(), 0));
        for (var row : rows) {
            for (int i = 0; i < widths.size(); i++) {
                widths.set(
                        i, Math.max(widths.get(i), Text.columns(row.cells.get(i).text())));
            }
        }
        int room = columns - MARK.length() - GAP * (widths.size() - 1);
        int total = widths.stream().mapToInt(Integer::intValue).sum();
        while (total > room) {
            int widest = widths.indexOf(Collections.max(widths));
            // The last column of a screen is a sentence, and has what the others leave.
            int last = widths.size() - 1;
            int victim = widths.get(last) > LAST_MIN ? last : widest;
            widths.set(victim, widths.get(victim) - 1);
            total--;
        }
        return widths;
    }

    private record Row(String mark, List<Span> cells) {
        List<Span> spans(List<Integer> widths) {
            var spans = new ArrayList<Span>();
            spans.add(Span.of(mark));
            int end = cells.size();
            while (end > 0 && cells.get(end - 1).text().isEmpty()) end--;
            for (int i = 0; i < end; i++) {
                var text = Text.cut(cells.get(i).text(), widths.get(i));
                spans.add(new Span(cells.get(i).style(), text));
                // No blanks at the end of a line.
                if (i < end - 1) spans.add(Span.of(" ".repeat(widths.get(i) - Text.columns(text) + GAP)));
            }
            return spans;
        }
    }
}
