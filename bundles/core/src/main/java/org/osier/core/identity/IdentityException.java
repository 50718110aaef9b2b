package org.osier.core.identity;

import org.jspecify.annotations.Nullable;

/** The identity of this node is there but not surely whole and secret (OSIER-103). It is never replaced. */
public final class IdentityException extends HomeException {
    /** Identity unreadable, too open or half-written. */
    public static final int UNREADABLE = 103;

    private static final long serialVersionUID = 1;

    IdentityException(String what, String next, @Nullable Throwable cause) {
        super(UNREADABLE, what, next, cause);
    }
}
