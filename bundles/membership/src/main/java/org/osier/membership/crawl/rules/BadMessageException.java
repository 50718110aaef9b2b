package org.osier.membership.crawl.rules;

/** A question or an answer that breaks WIRE.md, section 11. */
public final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1;

    BadMessageException(String message) {
        super(message);
    }
}
