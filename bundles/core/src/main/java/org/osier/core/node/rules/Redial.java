package org.osier.core.node.rules;

import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.Refusal;

/** When it is of use to dial again after something ended: what follows from what the other side said, or did not say. */
public enum Redial {
    /** It comes back in a moment, or can be reached another way already: at once, then quick retries for a few seconds. */
    AT_ONCE,
    /** It failed as networks do: back-off; after a link that stood the same as {@link #AT_ONCE}. */
    BACK_OFF,
    /** It has too much to do: back-off that does not begin at the beginning. */
    SLOWLY,
    /** This address is of no use now, and nobody proved why: its others in turn, then about a minute. */
    MINUTE,
    /** The other node said no: half a minute at first, ten minutes in the end, unless there is new evidence. */
    LONG,
    /** Nothing is wrong, there were more links than wished: when somebody sends, or when there are few links. */
    WHEN_NEEDED;

    /** The other side closed a link, with this reason. */
    public static Redial closedByPeer(CloseReason reason) {
        return switch (reason) {
            case GOING_AWAY, RESTARTING -> AT_ONCE;
            case REPLACED, TIMEOUT -> BACK_OFF; // replaced: another link carries; is that gone too, it was lost
            case OVERLOADED -> SLOWLY;
            case REFUSED, PROTOCOL, REVOKED -> LONG;
            case SURPLUS -> WHEN_NEEDED;
        };
    }

    /** We closed a link, with this reason. */
    public static Redial closedByUs(CloseReason reason) {
        return closedByPeer(reason); // what is of no use for one end is of no use for the other
    }

    /** Admission, theirs or ours, said no. */
    public static Redial refused(Refusal refusal) {
        return refusal == Refusal.OVERLOADED ? SLOWLY : LONG;
    }

    /** A handshake came to nothing. Whatever was the reason: nobody proved it, so it never waits long. */
    public static Redial handshake(Reason reason) {
        return reason == Reason.OVERLOADED ? SLOWLY : MINUTE;
    }
}
