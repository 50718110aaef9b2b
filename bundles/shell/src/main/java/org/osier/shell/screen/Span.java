package org.osier.shell.screen;

/** A piece of a line in one style. */
public record Span(Style style, String text) {
    /** Without a colour. */
    public static Span of(String text) {
        return new Span(Style.PLAIN, text);
    }
}
