package org.osier.shell.screen;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a command writes. Breaks what is too long, makes foreign text harmless, knows whether colours are wanted. For
 * one thread. Not flushed before {@link #flush}.
 */
public final class Out {
    /** Widest line of any screen. */
    public static final int MAX_COLUMNS = 100;

    /** A narrower terminal breaks our lines itself: tables and hex dumps do not fit below. */
    private static final int MIN_COLUMNS = 80;

    /** Where the values of {@link #field} begin. */
    private static final int FIELD_INDENT = 13;

    // ECMA-48, sections 8.3.21, 8.3.41 and 8.3.39. A screen is not cleared first: that would flicker.
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean colour;
    private final int columns;
    private final String prefix;
    private final boolean terminal;
    private final int rows;
    private final boolean jsonLines;
    private final Questions questions;

    /**
     * @param out where screens and documents go
     * @param err where failures go
     * @param colour whether this ends on a terminal that wants colours
     * @param columns of the terminal; 0 if unknown
     * @param prefix what the caller types before the name of a command, for example {@code osier:}
     */
    public Out(PrintStream out, PrintStream err, boolean colour, int columns, String prefix) {
        this(out, err, colour, columns, prefix, colour, 0, false, Questions.NOBODY);
    }

    private Out(
            PrintStream out,
            PrintStream err,
            boolean colour,
            int columns,
            String prefix,
            boolean terminal,
            int rows,
            boolean jsonLines,
            Questions questions) {
        this.out = out;
        this.err = err;
        this.colour = colour;
        this.columns = columns <= 0 ? MAX_COLUMNS : Math.max(MIN_COLUMNS, Math.min(MAX_COLUMNS, columns));
        this.prefix = prefix;
        this.terminal = terminal;
        this.rows = rows;
        this.jsonLines = jsonLines;
        this.questions = questions;
    }

    /** The same with somebody in front of it who can be asked. */
    public Out with(Questions somebody) {
        return new Out(out, err, colour, columns, prefix, terminal, rows, jsonLines, somebody);
    }

    /**
     * Asks for what must not be seen; all that was written so far is shown first.
     *
     * @return what was typed, whoever takes it wipes it; empty: there is nobody, or nobody answered
     */
    public Optional<char[]> ask(String what) throws InterruptedException {
        flush();
        return questions.ask(what);
    }

    /** A file of whoever sits here, read with his rights. @return empty: it cannot be read, or nobody is there */
    public Optional<byte[]> file(String path) throws InterruptedException {
        return questions.file(path);
    }

    /** The same on a terminal, whether it wants colours or not. @param height of it in rows; 0 if unknown */
    public Out onTerminal(int height) {
        return new Out(out, err, colour, columns, prefix, true, height, jsonLines, questions);
    }

    /** The same with each document in one line, for a command that writes one after the other. */
    public Out withJsonLines() {
        return new Out(out, err, colour, columns, prefix, terminal, rows, true, questions);
    }

    /** Where the next screen is a failure: everything goes to the error stream. */
    public Out forFailure() {
        return into(err);
    }

    /** The same look, into another stream. */
    public Out into(PrintStream stream) {
        return new Out(stream, stream, colour, columns, prefix, terminal, rows, jsonLines, questions);
    }

    /** Whether this ends on a terminal: text in a pipe is not broken, and nothing moves there. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Widest line here. */
    public int columns() {
        return columns;
    }

    /** A line without colours, broken if it is too long. */
    public void line(String text) {
        line(Style.PLAIN, "", text);
    }

    /** A line, broken if it is too long; each part begins with the indent. */
    public void line(Style style, String indent, String text) {
        for (var part : Text.wrap(Text.harmless(text), columns - indent.length())) {
            out.println(indent + style.paint(part, colour));
        }
    }

    /** A line of pieces, cut if it is too long. */
    public void line(List<Span> spans) {
        var line = new StringBuilder();
        int room = columns;
        for (var span : spans) {
            var text = Text.cut(Text.harmless(span.text()), room);
            room -= Text.columns(text);
            line.append(span.style().paint(text, colour));
        }
        out.println(line);
    }

    /**
     * A line that begins with {@code lead}, cut if it is long; what follows is broken between words, its further lines
     * stand below its first one.
     */
    public void hanging(List<Span> lead, String text) {
        int most = columns / 2;
        var beginning = new StringBuilder();
        int width = 0;
        for (var span : lead) {
            var part = Text.cut(Text.harmless(span.text()), most - width);
            width += Text.columns(part);
            beginning.append(span.style().paint(part, colour));
        }
        for (var part : Text.wrap(Text.harmless(text), columns - width)) {
            out.println(beginning + part);
            beginning = new StringBuilder(" ".repeat(width));
        }
    }

    /** The first line of a screen: something at the left end and something at the right one. */
    public void header(String left, String right) {
        int gap = columns - Text.columns(left) - Text.columns(right);
        line(right.isEmpty() ? left : left + " ".repeat(Math.max(2, gap)) + right);
    }

    /** {@code label value}, the value broken between words. */
    public void field(String label, Style style, String value) {
        field(label, style, List.of(value.split(" ", -1)), " ");
    }

    /** {@code label item   item   item}, broken between items. */
    public void field(String label, Style style, List<String> items) {
        field(label, style, items, "   ");
    }

    private void field(String label, Style style, List<String> items, String gap) {
        var lead = "  " + label + " ".repeat(Math.max(1, FIELD_INDENT - 2 - label.length()));
        var clean = items.stream().map(Text::harmless).toList();
        for (var part : Text.flow(clean, gap, columns - FIELD_INDENT)) {
            out.println(lead + style.paint(part, colour));
            lead = " ".repeat(FIELD_INDENT);
        }
    }

    /** The last line of a screen. */
    public void next(Next... steps) {
        var items = new ArrayList<String>();
        for (var step : steps) items.add(Text.harmless((items.isEmpty() ? "next: " : "") + step.text(prefix)));
        for (var part : Text.flow(items, " ".repeat(10), columns - 2))
            out.println("  " + Style.HINT.paint(part, colour));
    }

    /**
     * Something that is one line for a program: broken only on a terminal, and then below where its text began.
     *
     * @param lead what the text stands behind
     */
    public void entry(List<Span> lead, Style style, String text) {
        var clean = Text.harmless(text);
        int indent = lead.stream().mapToInt(s -> Text.columns(s.text())).sum();
        var begin = new StringBuilder();
        for (var span : lead) begin.append(span.style().paint(Text.harmless(span.text()), colour));
        for (var part : terminal ? Text.wrap(clean, columns - indent) : List.of(clean)) {
            out.println(begin + style.paint(part, colour));
            begin.replace(0, begin.length(), " ".repeat(indent));
        }
    }

    /** Cells for a program, a tab between two of them: nothing is cut, broken or coloured. */
    public void cells(List<String> cells) {
        out.println(cells.stream().map(Text::harmless).collect(Collectors.joining("\t")));
    }

    /** A whole document; nothing else may be written, but for other documents in lines of their own. */
    public void json(JsonObject document) {
        out.println(jsonLines ? Json.line(document) : Json.print(document));
    }

    /**
     * Puts a screen where the last one was, from the upper left corner on. What has no room below is left out.
     *
     * @param screen lines as they were written by another one of us, with their colours
     * @param footer stands in the last row
     */
    public void redraw(List<String> screen, String footer) {
        int room = rows <= 0 ? Integer.MAX_VALUE : Math.max(1, rows - 1);
        var shown = screen.size() <= room ? screen : screen.subList(0, room - 1);
        out.print(HOME);
        for (var line : shown) out.print(line + REST_OF_LINE + "\n");
        if (shown.size() < screen.size())
            out.print("... " + (screen.size() - shown.size()) + " more" + REST_OF_LINE + "\n");
        out.print(Style.HINT.paint(footer, colour) + REST_OF_SCREEN);
    }

    /** Whether nobody is there any more who reads this. */
    public boolean isBroken() {
        return out.checkError();
    }

    /** Sends what was written so far on its way. */
    public void flush() {
        out.flush();
        err.flush();
    }
}
