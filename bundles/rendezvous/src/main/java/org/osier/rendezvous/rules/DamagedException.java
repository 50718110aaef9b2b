package org.osier.rendezvous.rules;

/** A file is not what was written. The message says how that shows. */
public final class DamagedException extends Exception {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }
}
