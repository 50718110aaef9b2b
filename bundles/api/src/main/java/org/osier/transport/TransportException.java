package org.osier.transport;

import org.jspecify.annotations.Nullable;

/** Why a dial, a listener or a connection failed. */
public class TransportException extends Exception {
    private static final long serialVersionUID = 1;

    /** What went wrong, for decisions; the message is for people. */
    public enum Kind {
        /** The address cannot be understood by this transport. A retry does not help. */
        BAD_ADDRESS,
        /** Nothing leads there (OSIER-112). */
        NO_ROUTE,
        /** Nobody listens there (OSIER-113). */
        REFUSED,
        /** No answer in time (OSIER-114). */
        TIMEOUT,
        /** Somebody else listens there (OSIER-101). */
        PORT_IN_USE,
        /** The operating system forbids it. */
        NOT_PERMITTED,
        /** TLS failed: the other end is not what was asked for, or not TLS at all. */
        TLS,
        /** The other end broke the rules of the carrier. */
        PROTOCOL,
        /** The connection stood and then broke. */
        LOST
    }

    private final Kind kind;

    /**
     * @param kind for decisions
     * @param message who, what, how much
     * @param cause where it came from, or null
     */
    public TransportException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
