package org.osier.core.cluster;

/** Bytes that are no genesis (WIRE.md, section 9). They will never become one. */
public final class BadGenesisException extends Exception {
    private static final long serialVersionUID = 1;

    BadGenesisException(String message) {
        super(message);
    }
}
