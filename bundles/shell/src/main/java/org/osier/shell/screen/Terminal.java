package org.osier.shell.screen;

/** What the terminal of this process wants. */
public final class Terminal {
    private Terminal() {}

    /** Whether both ends are a terminal that shows colours and nobody forbade them; false when unsure. */
    public static boolean wantsColours() {
        return System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM")) && isPresent();
    }

    /** Whether both ends are a terminal; false when unsure. */
    public static boolean isPresent() {
        var console = System.console();
        if (console == null) return false;
        try {
            // Java 22 gives a console also without a terminal, and this method to ask it; 17 has neither.
            return (Boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
