package org.osier.core.check;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.osier.core.check.Finding.Grade;

/** The findings for people: a line each, at most 100 columns, what to do below. */
final class Screen {
    private static final int MAX_COLUMNS = 100;
    private static final int MIN_COLUMNS = 80;
    private static final String INDENT = " ".repeat(8);

    private final PrintStream out;
    private final boolean colour;
    private final int columns;

    Screen(PrintStream out, boolean colour, int columns) {
        this.out = out;
        this.colour = colour;
        this.columns = columns <= 0 ? MAX_COLUMNS : Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, columns));
    }

    void show(List<Finding> findings, String next) {
        for (var finding : findings) {
            var lead = "  " + paint(word(finding.grade()), sgr(finding.grade()))
                    + " ".repeat(finding.grade() == Grade.OK ? 4 : 2);
            for (var part : wrap(finding.text())) {
                out.println(lead + part);
                lead = INDENT;
            }
            if (finding.next().isEmpty()) continue;
            for (var part : wrap("next: " + finding.next())) out.println(INDENT + paint(part, "2"));
        }
        long failed = findings.stream()
                .filter(finding -> finding.grade() == Grade.FAIL)
                .count();
        if (failed > 0) out.println("  " + failed + (failed == 1 ? " problem" : " problems"));
        out.println("  " + paint("next: " + next, "2"));
    }

    private static String word(Grade grade) {
        return switch (grade) {
            case OK -> "ok";
            case WARN -> "warn";
            case FAIL -> "FAIL";
        };
    }

    /** Green, yellow, red: parameter of SGR (ECMA-48, section 8.3.117). */
    private static String sgr(Grade grade) {
        return switch (grade) {
            case OK -> "32";
            case WARN -> "33";
            case FAIL -> "31";
        };
    }

    private String paint(String text, String sgr) {
        return colour ? "\u001b[" + sgr + "m" + text + "\u001b[0m" : text;
    }

    /** Between words, and inside of one that is longer than a line. */
    private List<String> wrap(String text) {
        int room = columns - INDENT.length();
        var lines = new ArrayList<String>();
        var rest = text.replaceAll("\\p{C}", "?");
        while (rest.length() > room) {
            int space = rest.lastIndexOf(' ', room);
            int end = space <= 0 ? room : space;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
