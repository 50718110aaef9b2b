package org.osier.launcher.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the demo prints, at most 100 columns wide: a line for each result, and on a terminal what it is doing. */
final class Screen {
    private static final int COLUMNS = 100;
    private static final int LABEL = 8;

    /** Where results begin. */
    private static final int RESULT = 56;

    /** Erases what is left of the line that is written over (ECMA-48, EL). */
    private static final String ERASE = "\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private boolean closed;

    /** @param terminal whether a line can be written over */
    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line from the left edge. */
    synchronized void line(String text) {
        if (!closed) out.println(text + (terminal ? ERASE : ""));
    }

    /** What is under way; the next line takes its place. */
    synchronized void doing(String label, String what) {
        if (!terminal || closed) return;
        out.print(cut(columns(label, what + " ...", "")) + ERASE + "\r");
        out.flush();
    }

    /** What was done, and what came of it. */
    void result(String label, String what, String result) {
        line(cut(columns(label, what, result)));
    }

    /** Nothing that is said from now on is shown: the user wants to leave. */
    synchronized void close() {
        closed = true;
    }

    /** {@code 10,000}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1.4 s}. */
    static String since(long nanos) {
        return String.format(
                Locale.ROOT,
                "%.1f s",
                Duration.ofNanos(System.nanoTime() - nanos).toMillis() / 1e3);
    }

    private static String columns(String label, String what, String result) {
        var left = pad("  " + pad(label, LABEL) + what, RESULT);
        return (left.endsWith(" ") || result.isEmpty() ? left + result : left + "  " + result).stripTrailing();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String cut(String line) {
        return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 2) + "..";
    }
}
