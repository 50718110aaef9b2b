package org.osier.discovery.seeds.rules;

/** What came is no answer of a rendezvous. The message says how that shows. */
public final class BadAnswerException extends Exception {
    private static final long serialVersionUID = 1;

    BadAnswerException(String message) {
        super(message);
    }
}
