package org.osier.launcher;

/** The command line asks for something that cannot be. The message is all that the user sees. */
final class WrongUseException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongUseException(String message) {
        super(message);
    }
}
