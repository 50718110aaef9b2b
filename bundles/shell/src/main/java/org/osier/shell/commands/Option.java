package org.osier.shell.commands;

/**
 * An option of a command.
 *
 * @param name with its hyphens, for example {@code --timeout}
 * @param value what its value is called; empty: it takes none
 * @param help unit, range and default in a few words
 */
record Option(String name, String value, String help) {
    static final Option JSON = new Option("--json", "", "one JSON document instead of a screen");

    boolean takesValue() {
        return !value.isEmpty();
    }

    String title() {
        return takesValue() ? name + " " + value : name;
    }
}
