package org.osier.ueps;

/** Bytes that are not a UEPS packet in the strict form (OSIER-308). The same bytes will never be one. */
public class BadPacketException extends Exception {
    private static final long serialVersionUID = 1;

    /** What was wrong first. */
    public enum Reason {
        /** The bytes end before the payload tag, or there are none. */
        TRUNCATED,
        /** A tag of the header comes twice. */
        DUPLICATE_TAG,
        /** The tags 01 to 05 do not stand in this order. */
        TAG_ORDER,
        /** A header field has another length than the format gives it. */
        BAD_FIELD_LENGTH,
        /** A field of 01 to 05 is not there. */
        MISSING_FIELD,
        /** The payload begins without an HMAC before it. */
        MISSING_HMAC,
        /** The HMAC has another length than 32. */
        BAD_HMAC_LENGTH,
        /** A tag that the strict form does not know. */
        UNKNOWN_TAG
    }

    private final Reason reason;

    BadPacketException(Reason reason, String message) {
        // The sender chooses how often this happens: no stack trace, it costs more than the reading.
        super(message, null, false, false);
        this.reason = reason;
    }

    /** What was wrong first. */
    public Reason reason() {
        return reason;
    }
}
