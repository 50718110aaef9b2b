package org.osier.core.check;

/** What was typed cannot be meant. */
final class WrongUseException extends Exception {
    private static final long serialVersionUID = 1;

    WrongUseException(String message) {
        super(message);
    }
}
