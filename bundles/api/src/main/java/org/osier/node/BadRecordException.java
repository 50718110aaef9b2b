package org.osier.node;

/** A node record that breaks WIRE.md, section 7. The bytes will never become good: asking again makes no sense. */
public class BadRecordException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message what was seen and what was expected */
    public BadRecordException(String message) {
        super(message);
    }
}
