package org.osier.core.link.rules;

/** Why a link was closed: frame 0x1E, WIRE.md section 3. */
public enum CloseReason {
    GOING_AWAY,
    RESTARTING,
    REPLACED,
    REFUSED,
    PROTOCOL,
    TIMEOUT,
    OVERLOADED,
    REVOKED,
    SURPLUS;

    /** The number on the wire. */
    public int code() {
        return ordinal() + 1;
    }

    /** Unknown numbers read as going away. */
    public static CloseReason of(int code) {
        return code >= 1 && code <= values().length ? values()[code - 1] : GOING_AWAY;
    }
}
