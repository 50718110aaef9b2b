package org.osier.core.crypto;

/** What was sealed under a passphrase does not open. The message says why, for people, and holds nothing secret. */
public final class BadSealException extends Exception {
    private static final long serialVersionUID = 1;

    BadSealException(String message) {
        super(message);
    }
}
