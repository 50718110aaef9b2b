package org.osier.core.node.rules;

import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.Refusal;
import org.osier.mesh.Attempt.Stage;

/**
 * What the end of a dial means.
 *
 * @param code the nnn of OSIER-nnn
 * @param cause what was seen, for people
 * @param hint what to do next, for people
 * @param redial when to dial again
 */
public record Explained(int code, String cause, String hint, Redial redial) {
    private static final String LOOK_THERE = "look whether the port is that of an Osier node";
    private static final String SET_CLOCKS = "set the clocks of both machines";
    private static final String UPDATE = "update the older of the two nodes";
    private static final String SAME_FILE = "give both nodes the same cluster file";
    private static final String ONE_IDENTITY =
            "stop one of the two, or let one start as a new node: without its data/identity";
    private static final String LATER = "nothing: it is tried again";

    /** @param stage how far the dial came */
    public static Explained of(Stage stage, Ending ending) {
        if (ending instanceof Ending.Carrier e) return carrier(stage, e);
        if (ending instanceof Ending.Handshake e) return handshake(e);
        if (ending instanceof Ending.Refused e) return refused(e);
        if (ending instanceof Ending.Closed e) return closed(stage, e);
        if (ending instanceof Ending.Undecided e) return undecided(e);
        if (ending instanceof Ending.Late e) return late(stage, e.seconds());
        if (ending instanceof Ending.Silent) return silent(stage);
        if (ending instanceof Ending.Withdrawn)
            return new Explained(305, "given up, because its transport or this node stops", LATER, Redial.BACK_OFF);
        if (ending instanceof Ending.NoPlace)
            return new Explained(
                    305,
                    "no place for another connection here",
                    "raise maxConnections of org.osier.core",
                    Redial.SLOWLY);
        if (ending instanceof Ending.NoTransport)
            return new Explained(112, "no transport here carries this scheme", "start one that does", Redial.BACK_OFF);
        throw new AssertionError(ending);
    }

    private static Explained carrier(Stage stage, Ending.Carrier e) {
        var redial = Redial.BACK_OFF;
        return switch (e.kind()) {
            case REFUSED ->
                new Explained(113, "refused, nothing listens there", "start the node, or check the port", redial);
            case NO_ROUTE ->
                new Explained(
                        112,
                        "no route to it" + aside(e.detail()),
                        "check the name, the address and the network",
                        redial);
            case BAD_ADDRESS ->
                new Explained(
                        112,
                        "the address cannot be understood" + aside(e.detail()),
                        "correct the address",
                        Redial.MINUTE);
            case TIMEOUT ->
                new Explained(
                        114,
                        "timeout at stage '" + word(stage) + "'",
                        "check the address, the machine, and firewalls on the way",
                        redial);
            case PORT_IN_USE, NOT_PERMITTED ->
                new Explained(
                        101,
                        "the system does not let us dial" + aside(e.detail()),
                        "check its limits and rights",
                        redial);
            case TLS ->
                new Explained(
                        133, "TLS failed, it is not what was asked for" + aside(e.detail()), LOOK_THERE, Redial.MINUTE);
            case PROTOCOL -> new Explained(132, "does not speak Osier" + aside(e.detail()), LOOK_THERE, Redial.MINUTE);
            case LOST ->
                new Explained(114, "lost at stage '" + word(stage) + "'" + aside(e.detail()), lostHint(stage), redial);
        };
    }

    private static Explained handshake(Ending.Handshake e) {
        var reason = e.reason();
        var text = e.unproven() ? "the other side says, unproven: " + reason.text() : reason.text();
        return new Explained(reason.code(), text + aside(e.detail()), hint(reason), Redial.handshake(reason));
    }

    private static String hint(Reason reason) {
        return switch (reason) {
            case KNOCK_UNKNOWN, NOT_AUTHENTIC -> SAME_FILE;
            case UNSUPPORTED, NO_COMMON_VERSION -> UPDATE;
            case DOOR_SHUT -> "ask its operator to open a way in";
            case OVERLOADED -> LATER;
            case CLOCK -> SET_CLOCKS;
            case TICKET_REFUSED -> "ask for a new ticket";
            case MALFORMED -> LOOK_THERE;
            case BAD_KEY, WRONG_LINK_KEY, BAD_SIGNATURE -> "look what node that is: no honest one does this";
            case OWN_ID -> "take the address out of the seeds";
            case IDENTITY_ELSEWHERE -> ONE_IDENTITY;
            case WRONG_NODE -> "check the address: another node answers there now";
        };
    }

    private static Explained refused(Ending.Refused e) {
        var refusal = e.refusal();
        var said = e.text().isEmpty() ? words(refusal) : e.text();
        var text = (e.byPeer() ? "it refused us: " : "we refused it: ") + said;
        return new Explained(refusal.osier(), text, hint(e), Redial.refused(refusal));
    }

    private static String words(Refusal refusal) {
        return switch (refusal) {
            case OTHER_CLUSTER -> "not the same cluster, or its secret has changed";
            case VERSION -> "protocol version unsupported";
            case NOT_ADMITTED, RULE -> "not admitted";
            case REVOKED -> "revoked";
            case OVERLOADED -> "overloaded, try later";
            case IDENTITY_ELSEWHERE -> "the identity is in use elsewhere";
            case TICKET -> "ticket expired or used";
            case CLOCK -> "the clocks are too far apart";
            case OLDER_LINK_KEY -> "a newer link key of the identity is known";
            case PIN -> "the PIN is another one";
        };
    }

    private static String hint(Ending.Refused e) {
        return switch (e.refusal()) {
            case OTHER_CLUSTER -> SAME_FILE;
            case VERSION -> UPDATE;
            case NOT_ADMITTED, RULE ->
                e.byPeer() ? "ask its operator to admit this node" : "look at the admission rules here";
            case REVOKED -> "ask an administrator of the cluster";
            case OVERLOADED -> LATER;
            case IDENTITY_ELSEWHERE, OLDER_LINK_KEY -> ONE_IDENTITY;
            case TICKET -> "ask for a new ticket";
            case CLOCK -> SET_CLOCKS;
            case PIN -> "look at the PIN again";
        };
    }

    private static Explained closed(Stage stage, Ending.Closed e) {
        var reason = e.reason();
        if (reason == CloseReason.TIMEOUT && !e.byPeer()) {
            return new Explained(114, "timeout at stage '" + word(stage) + "'", lostHint(stage), Redial.BACK_OFF);
        }
        var who = e.byPeer() ? "it closed: " : "we closed: ";
        var redial = e.byPeer() ? Redial.closedByPeer(reason) : Redial.closedByUs(reason);
        return new Explained(code(reason), who + words(reason) + aside(e.text()), hint(reason), redial);
    }

    private static int code(CloseReason reason) {
        return switch (reason) {
            case GOING_AWAY, RESTARTING, REPLACED, OVERLOADED, SURPLUS -> 305;
            case REFUSED -> 123;
            case PROTOCOL -> 132;
            case TIMEOUT -> 114;
            case REVOKED -> 125;
        };
    }

    /** What a goodbye means, in a word or two. */
    public static String words(CloseReason reason) {
        return switch (reason) {
            case GOING_AWAY -> "going away";
            case RESTARTING -> "restarting";
            case REPLACED -> "replaced by another link";
            case REFUSED -> "refused";
            case PROTOCOL -> "broken rules";
            case TIMEOUT -> "no sign of life";
            case OVERLOADED -> "overloaded";
            case REVOKED -> "revoked";
            case SURPLUS -> "more links than wished";
        };
    }

    private static String hint(CloseReason reason) {
        return switch (reason) {
            case GOING_AWAY, RESTARTING, REPLACED, OVERLOADED -> LATER;
            case REFUSED -> "ask its operator to admit this node";
            case PROTOCOL -> UPDATE;
            case TIMEOUT -> "check the network between the two";
            case REVOKED -> "ask an administrator of the cluster";
            case SURPLUS -> "nothing: it is dialled when something is sent to it";
        };
    }

    private static Explained undecided(Ending.Undecided e) {
        var text = (e.byPeer() ? "it waits for its operator" : "it waits for an operator here") + aside(e.text());
        var hint = e.byPeer() ? "ask its operator to admit this node" : "admit it, or reject it";
        return new Explained(123, text, hint, Redial.MINUTE);
    }

    private static Explained silent(Stage stage) {
        return new Explained(
                114, "closed without a word at stage '" + word(stage) + "'", lostHint(stage), Redial.BACK_OFF);
    }

    private static Explained late(Stage stage, long seconds) {
        var text = "timeout after " + seconds + " s at stage '" + word(stage) + "'";
        return new Explained(114, text, lostHint(stage), Redial.BACK_OFF);
    }

    private static String lostHint(Stage stage) {
        return switch (stage) {
            case CONNECT -> "check the address, the machine, and firewalls on the way";
            case HANDSHAKE -> LOOK_THERE;
            case ADMISSION, RESUME, LINK -> "look at the other node's log";
        };
    }

    private static String word(Stage stage) {
        return stage.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String aside(String detail) {
        return detail.isBlank() ? "" : " (" + detail + ")";
    }
}
