package org.osier.core.node.rules;

import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.Refusal;
import org.osier.transport.TransportException;

/** What a dial showed of whoever is there: told apart by what happened, never by what somebody said in words. */
public enum DialResult {
    /** It proved who it is, and both let each other in. */
    TRUSTED,
    /** Somebody is there, with another key than the one that was asked for, or with one that proves nothing. */
    KEY_MISMATCH,
    /** It is there, and one of the two ends does not let the other in. */
    NOT_ADMITTED,
    /** It could not be reached, or had no time. */
    NETWORK;

    /** Of a dial that became no link. */
    public static DialResult of(Ending ending) {
        if (ending instanceof Ending.Carrier e) return e.kind() == TransportException.Kind.TLS ? KEY_MISMATCH : NETWORK;
        if (ending instanceof Ending.Handshake e) return of(e.reason());
        if (ending instanceof Ending.Refused e) return of(e.refusal());
        if (ending instanceof Ending.Closed e) return of(e.reason());
        if (ending instanceof Ending.Undecided) return NOT_ADMITTED;
        return NETWORK; // silent, late, given up, not begun
    }

    private static DialResult of(Reason reason) {
        return switch (reason) {
            case BAD_KEY, WRONG_LINK_KEY, BAD_SIGNATURE, WRONG_NODE, NOT_AUTHENTIC, OWN_ID -> KEY_MISMATCH;
            case KNOCK_UNKNOWN, UNSUPPORTED, NO_COMMON_VERSION, DOOR_SHUT, CLOCK, TICKET_REFUSED, IDENTITY_ELSEWHERE ->
                NOT_ADMITTED;
            case OVERLOADED, MALFORMED -> NETWORK;
        };
    }

    private static DialResult of(Refusal refusal) {
        return switch (refusal) {
            case OVERLOADED -> NETWORK;
            case OLDER_LINK_KEY -> KEY_MISMATCH;
            case OTHER_CLUSTER, VERSION, NOT_ADMITTED, REVOKED, IDENTITY_ELSEWHERE, TICKET, CLOCK, RULE, PIN ->
                NOT_ADMITTED;
        };
    }

    private static DialResult of(CloseReason reason) {
        return switch (reason) {
            case REFUSED, REVOKED -> NOT_ADMITTED;
            case GOING_AWAY, RESTARTING, REPLACED, PROTOCOL, TIMEOUT, OVERLOADED, SURPLUS -> NETWORK;
        };
    }
}
