package org.osier.core.node;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osier.core.link.Link;
import org.osier.core.link.LinkReceiver;
import org.osier.core.link.LinkReceiver.GaveUp;
import org.osier.core.link.rules.CloseReason;
import org.osier.core.node.rules.Ending;
import org.osier.core.node.rules.Explained;
import org.osier.core.node.rules.Redial;
import org.osier.mesh.Attempt.Stage;
import org.osier.transport.TransportException;

/** Gathers what was seen of a connection that ended; what it means is said by {@link Explained} and {@link Redial}. */
final class Failures {
    private Failures() {}

    /** How far a dial came that did not become a link. */
    static Stage stage(LinkReceiver end) {
        var link = end.link();
        if (link != null) return link.admitted() ? Stage.RESUME : Stage.ADMISSION;
        return end.connected() ? Stage.HANDSHAKE : Stage.CONNECT;
    }

    /** How it ended. @param took from its beginning to its end */
    static Ending ending(LinkReceiver end, @Nullable TransportException cause, Duration took) {
        var handshake = end.failure();
        if (handshake != null)
            return new Ending.Handshake(handshake.reason(), handshake.unproven(), handshake.detail());
        var link = end.link();
        var said = link == null ? Optional.<Ending>empty() : ofLink(link);
        if (said.isPresent()) return said.get();
        if (end.gaveUp() == GaveUp.NOT_WANTED) return new Ending.Withdrawn();
        if (end.gaveUp() == GaveUp.LATE) return new Ending.Late(seconds(took));
        if (cause == null) return new Ending.Silent();
        if (cause.kind() == TransportException.Kind.TIMEOUT) return new Ending.Late(seconds(took));
        return new Ending.Carrier(cause.kind(), withoutAddress(cause, end));
    }

    private static long seconds(Duration took) {
        return took.plusMillis(500).toSeconds();
    }

    private static Optional<Ending> ofLink(Link link) {
        var refused = link.refused();
        if (refused.isPresent()) {
            var r = refused.get();
            return Optional.of(new Ending.Refused(r.refusal(), r.byPeer(), r.text()));
        }
        var closed = link.closedByPeer()
                .map(said -> new Ending.Closed(said.reason(), true, said.text()))
                .or(() -> link.closedByUs().map(reason -> new Ending.Closed(reason, false, "")));
        boolean inTime = closed.isPresent() && closed.get().reason() != CloseReason.TIMEOUT;
        var undecided = link.undecided();
        if (undecided.isEmpty() || inTime) return closed.map(Function.identity());
        return undecided.map(u -> new Ending.Undecided(u.byPeer(), u.text()));
    }

    /** A transport begins its message with the address, which stands beside it already. */
    private static String withoutAddress(TransportException cause, LinkReceiver end) {
        var text = String.valueOf(cause.getMessage());
        var address = end.origin().address() + ": ";
        return text.startsWith(address) ? text.substring(address.length()) : text;
    }

    /** Why a link that stood is gone. */
    static String ofLink(Link link, @Nullable TransportException cause) {
        if (redial(link) == Redial.WHEN_NEEDED) {
            boolean here = link.closedByPeer().isEmpty();
            return Explained.words(CloseReason.SURPLUS) + (here ? " here" : " there"); // no fault: short, for the list
        }
        return link.closedByPeer()
                .map(said -> link.scheme() + " closed by peer (" + words(said) + ")")
                .or(() -> link.closedByUs()
                        .map(reason -> link.scheme() + " closed by us (" + Explained.words(reason) + ")"))
                .orElseGet(() ->
                        link.scheme() + " connection lost" + (cause == null ? "" : " (" + cause.getMessage() + ")"));
    }

    private static String words(Link.Goodbye said) {
        var words = Explained.words(said.reason());
        return said.text().isEmpty() ? words : words + ", " + said.text();
    }

    /** When to dial again after a link that stood is gone. */
    static Redial redial(Link link) {
        return link.closedByPeer()
                .map(said -> Redial.closedByPeer(said.reason()))
                .or(() -> link.closedByUs().map(Redial::closedByUs))
                .orElse(Redial.BACK_OFF);
    }
}
