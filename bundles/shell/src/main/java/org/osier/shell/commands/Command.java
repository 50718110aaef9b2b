package org.osier.shell.commands;

/** One command. Holds no state; any number of calls at the same time. */
interface Command {
    /** How it is called. */
    Synopsis synopsis();

    /**
     * Runs on the caller's thread and may block, each wait with a limit of its own.
     *
     * @return how it ended; what it wrote is a whole screen or a whole document
     * @throws Failure if it could not do it; the runner writes the screen
     * @throws InterruptedException if whoever called went away
     */
    Exit run(Call call) throws Failure, InterruptedException;
}
