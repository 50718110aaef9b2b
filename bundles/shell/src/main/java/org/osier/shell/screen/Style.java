package org.osier.shell.screen;

/** How a word looks on a terminal that shows colours. Each has one meaning on every screen. */
public enum Style {
    /** Says nothing by its look. */
    PLAIN(""),
    /** Alive, as it should be: green. */
    GOOD("32"),
    /** Suspect, look at it: yellow. */
    WARN("33"),
    /** Failed: red. */
    BAD("31"),
    /** What to do next: dim. */
    HINT("2");

    /** Parameter of SGR (ECMA-48, section 8.3.117). */
    private final String sgr;

    Style(String sgr) {
        this.sgr = sgr;
    }

    String paint(String text, boolean colour) {
        return !colour || this == PLAIN || text.isEmpty() ? text : "\u001b[" + sgr + "m" + text + "\u001b[0m";
    }
}
