package org.osier.core.crypto;

/** A ciphertext that was not made with this key, nonce and additional data. Carries no stack: strangers cause it. */
public final class BadTagException extends Exception {
    private static final long serialVersionUID = 1;

    BadTagException() {
        super("not authentic", null, false, false);
    }
}
