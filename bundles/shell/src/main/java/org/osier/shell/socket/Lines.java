package org.osier.shell.socket;

import java.util.List;
import org.osier.shell.commands.Exit;
import org.osier.shell.screen.Out;

/** Runs what clients ask for. Called on a thread for each; an interrupt means that the client has gone. */
@FunctionalInterface
interface Lines {
    /** Runs one line to its end; everything is written to {@code out}. */
    Outcome run(List<String> words, Out out);

    /**
     * How it ended.
     *
     * @param exit for the client
     * @param afterwards run when the client has its answer
     */
    record Outcome(Exit exit, Runnable afterwards) {
        Outcome(Exit exit) {
            this(exit, () -> {});
        }
    }
}
