package org.osier.discovery.seeds;

import org.jspecify.annotations.Nullable;

/** A rendezvous could not be reached, or did not do what it should. The message says what was seen, with its code. */
final class HouseException extends Exception {
    private static final long serialVersionUID = 1;

    HouseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
