package org.osier.core.cluster;

/** Bytes that are no document of this cluster, or none that counts (WIRE.md, section 9). They will never become one. */
public final class BadDocumentException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong, for people; nothing secret */
    public BadDocumentException(String message) {
        super(message, null, false, false); // strangers cause it: no stack
    }
}
