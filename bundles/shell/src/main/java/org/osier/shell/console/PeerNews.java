package org.osier.shell.console;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerListener.Change;
import org.osier.node.NodeId;
import org.osier.shell.commands.StateStyle;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;

/** Says in one line what happened to a peer. For one thread. */
final class PeerNews {
    /** Peers whose links we remember; with more, a change of path reads like a new link. */
    private static final int MAX_REMEMBERED = 1_024;

    private final Set<NodeId> up = new HashSet<>();

    /** The line, empty if nobody needs to hear of it. */
    Optional<List<Span>> line(Change change, Peer peer) {
        return switch (change) {
            case FOUND -> Optional.of(isUp(peer));
            case UP -> Optional.of(up.contains(peer.id()) ? otherPath(peer) : isUp(peer));
            case DOWN -> Optional.of(isDown(peer));
            case RESTARTED -> Optional.of(spans(Style.WARN, "~", peer, " restarted"));
            case RECORD -> Optional.empty();
        };
    }

    private List<Span> isUp(Peer peer) {
        if (up.size() < MAX_REMEMBERED) up.add(peer.id());
        return spans(Style.GOOD, "+", peer, " up via " + path(peer));
    }

    private static List<Span> otherPath(Peer peer) {
        return spans(Style.WARN, "~", peer, " now via " + path(peer) + reason(peer));
    }

    private List<Span> isDown(Peer peer) {
        up.remove(peer.id());
        return spans(StateStyle.style(peer.state()), "-", peer, " " + StateStyle.word(peer.state()) + reason(peer));
    }

    private static String path(Peer peer) {
        return peer.path().map(Units::address).orElse("-");
    }

    private static String reason(Peer peer) {
        return peer.why().isBlank() ? "" : " (" + peer.why() + ")";
    }

    private static List<Span> spans(Style style, String sign, Peer peer, String what) {
        return List.of(new Span(style, sign), Span.of(" " + peer.name() + what));
    }
}
