package org.osier.core.crypto;

/** Numbers of the other end of an agreement that are out of range, or prove nothing. Carries no stack: strangers cause it. */
public final class BadProofException extends Exception {
    private static final long serialVersionUID = 1;

    BadProofException() {
        super("its numbers prove nothing", null, false, false);
    }
}
