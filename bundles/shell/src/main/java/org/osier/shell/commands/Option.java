package org.osier.shell.commands;

/**
 * An option of a command.
 *
 * @param name with its hyphens, for example {@code --timeout}
 * @param value what its value is called, in brackets if it may be left out; empty: it takes none
 * @param help unit, range and default in a few words
 */
record Option(String name, String value, String help) {
    static final Option JSON = new Option("--json", "", "one JSON document instead of a screen");
    static final Option WATCH = new Option(
            "--watch", "[SECONDS]", "again and again, 1 to " + Watch.MAX_SECONDS + " s apart (1); Ctrl-C ends it");
    static final Option FOLLOW =
            new Option("--follow", "", "go on with what comes, until Ctrl-C; JSON: a document in each line");

    boolean takesValue() {
        return !value.isEmpty();
    }

    boolean valueIsOptional() {
        return value.startsWith("[");
    }

    String title() {
        return takesValue() ? name + " " + value : name;
    }
}
