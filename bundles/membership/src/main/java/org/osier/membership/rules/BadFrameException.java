package org.osier.membership.rules;

/** A frame that breaks WIRE.md, section 7. */
public final class BadFrameException extends Exception {
    private static final long serialVersionUID = 1;

    BadFrameException(String message) {
        super(message);
    }
}
