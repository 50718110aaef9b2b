package org.osier.parts.file;

/** A file is not what was written. The message says how that shows. */
public final class DamagedException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message how */
    public DamagedException(String message) {
        super(message);
    }
}
