package org.osier.launcher.demo;

/** The demo cannot go on. The message is all that the user sees. */
final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private final int exitCode;

    private DemoException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** A step did not hold. */
    static DemoException failed(String message) {
        return new DemoException(FAILED, message);
    }

    /** The command line asks for something that cannot be. */
    static DemoException wrongUse(String message) {
        return new DemoException(WRONG_USE, message + "\n  next: bin/osier --help");
    }

    /** What the process ends with. */
    int exitCode() {
        return exitCode;
    }
}
