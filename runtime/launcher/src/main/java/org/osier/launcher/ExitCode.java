package org.osier.launcher;

/** What the operating system is told at the end; the same for every command of Osier. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USE = 2;
    static final int NO_NODE_RUNNING = 4;
    /** As a shell says it of a program that SIGPIPE ended. */
    static final int NOBODY_READS = 141;

    private ExitCode() {}
}
