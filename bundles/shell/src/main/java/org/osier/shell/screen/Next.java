package org.osier.shell.screen;

/**
 * What to do next, the last line of every screen. How a command is called depends on where it was called from, so the
 * screen puts that in front.
 *
 * @param command a command with its words, empty if the purpose says it all
 * @param purpose what it is good for
 */
public record Next(String command, String purpose) {
    /** Something that no command does. */
    public static Next say(String what) {
        return new Next("", what);
    }

    String text(String prefix) {
        if (command.isEmpty()) return purpose;
        return prefix + command + "   " + purpose;
    }
}
