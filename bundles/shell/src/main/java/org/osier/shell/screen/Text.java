package org.osier.shell.screen;

import java.util.ArrayList;
import java.util.List;

/** Text for a terminal: made harmless, cut, and broken into lines. A code point counts as one column. */
final class Text {
    private Text() {}

    /**
     * The same with a {@code ?} for everything that could move the cursor, hide or reorder text: names, reasons and
     * replies come from other nodes.
     */
    static String harmless(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.appendCodePoint(isHarmless(c) ? c : '?'));
        return clean.toString();
    }

    static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    static int columns(String text) {
        return text.codePointCount(0, text.length());
    }

    /** At most {@code columns} of it, two dots at the end if something is missing. */
    static String cut(String text, int columns) {
        if (columns(text) <= columns) return text;
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, columns - 2)))
                + "..".substring(0, Math.min(2, columns));
    }

    /** Breaks between words, and inside a word only if it is longer than a line. At least one line. */
    static List<String> wrap(String text, int columns) {
        return flow(List.of(text.split(" ", -1)), " ", columns);
    }

    /** Puts as many items in a line as fit. At least one line. */
    static List<String> flow(List<String> items, String gap, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        boolean first = true;
        for (var item : items) {
            if (!first && columns(line.toString()) + gap.length() + columns(item) > columns) {
                lines.add(line.toString());
                line.setLength(0);
                first = true;
            }
            if (!first) line.append(gap);
            line.append(item);
            first = false;
            while (columns(line.toString()) > columns) {
                int end = line.offsetByCodePoints(0, columns);
                lines.add(line.substring(0, end));
                line.delete(0, end);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
