package org.osier.core.node;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.Link;
import org.osier.core.link.LinkReceiver;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.link.rules.Refusal;
import org.osier.transport.TransportException;

/** What went wrong with a connection, for people: code, stage and cause in one sentence. */
final class Failures {
    private Failures() {}

    /** A dial that did not become a link. */
    static Dialler.Failure ofDial(LinkReceiver end, @Nullable TransportException cause) {
        var address = end.origin().address();
        var handshake = end.failure();
        if (handshake != null)
            return new Dialler.Failure(address, handshake.reason().code(), handshake.getMessage());
        var link = end.link();
        var refused = link == null ? Optional.<Link.Refused>empty() : link.refused();
        if (refused.isPresent()) return refused(address, refused.get());
        if (cause != null) return new Dialler.Failure(address, code(cause), text(cause));
        if (end.givenUp()) {
            return new Dialler.Failure(
                    address, 114, "given up at stage " + (end.connected() ? "'handshake'" : "'connect'"));
        }
        return new Dialler.Failure(address, 114, "closed by the other side before the handshake was done");
    }

    private static Dialler.Failure refused(URI address, Link.Refused refused) {
        var text = refused.text().isEmpty() ? words(refused.refusal()) : refused.text();
        return new Dialler.Failure(address, refused.refusal().osier(), "refused us: " + text);
    }

    private static String words(Refusal refusal) {
        return switch (refusal) {
            case OTHER_CLUSTER -> "not the same cluster, or its secret has changed";
            case VERSION -> "protocol version unsupported";
            case NOT_ADMITTED, RULE -> "not admitted";
            case REVOKED -> "revoked";
            case OVERLOADED -> "overloaded, try later";
            case IDENTITY_ELSEWHERE -> "our identity is in use elsewhere";
            case TICKET -> "ticket expired or used";
            case CLOCK -> "the clocks are too far apart";
            case OLDER_LINK_KEY -> "a newer link key of our identity is known there";
        };
    }

    private static int code(TransportException e) {
        return switch (e.kind()) {
            case NO_ROUTE, BAD_ADDRESS -> 112;
            case REFUSED -> 113;
            case PORT_IN_USE, NOT_PERMITTED -> 101;
            case TIMEOUT, TLS, PROTOCOL, LOST -> 114;
        };
    }

    private static String text(TransportException e) {
        return switch (e.kind()) {
            case REFUSED -> "refused, nothing listens there";
            case NO_ROUTE -> "no route to it";
            case BAD_ADDRESS -> "the address cannot be understood";
            case TIMEOUT -> "timeout at stage 'connect'";
            default -> "lost at stage 'handshake': " + e.getMessage();
        };
    }

    /** Why a link that stood is gone. */
    static String ofLink(Link link, @Nullable TransportException cause) {
        return link.closedByPeer()
                .map(reason -> link.scheme() + " closed by peer (" + words(reason) + ")")
                .or(() -> link.closedByUs().map(reason -> link.scheme() + " closed by us (" + words(reason) + ")"))
                .orElseGet(() ->
                        link.scheme() + " connection lost" + (cause == null ? "" : " (" + cause.getMessage() + ")"));
    }

    private static String words(CloseReason reason) {
        return switch (reason) {
            case GOING_AWAY -> "going away";
            case RESTARTING -> "restarting";
            case REPLACED -> "replaced by another link";
            case REFUSED -> "refused";
            case PROTOCOL -> "broken rules";
            case TIMEOUT -> "no sign of life";
            case OVERLOADED -> "overloaded";
            case REVOKED -> "revoked";
        };
    }
}
