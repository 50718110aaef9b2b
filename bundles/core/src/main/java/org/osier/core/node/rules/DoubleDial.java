package org.osier.core.node.rules;

import java.util.Comparator;
import java.util.List;

/**
 * Two nodes that dial each other at once get two links. Per peer and scheme the one dialled by the higher id stays; of
 * several by the same dialer the newest. The loser is closed by the node that dialled it, and only after the winner
 * carried a frame both ways, so that the other side never takes the close for a failure and dials again.
 */
public final class DoubleDial {
    /** A link as this node sees it. */
    public interface Candidate {
        /** The scheme of its transport: links of different schemes do not compete. */
        String scheme();

        /** Whether this node dialled it. */
        boolean dialledByMe();

        /** Whether a frame was received and one was sent after both ends were ready. */
        boolean carriedBothWays();

        /** Rises with each link of this node. */
        long age();
    }

    private DoubleDial() {}

    /**
     * @param higher whether our id is above the peer's
     * @param links all links to this peer
     * @return those that this node must close now
     */
    public static <L extends Candidate> List<L> toClose(boolean higher, List<L> links) {
        return links.stream()
                .filter(Candidate::dialledByMe)
                .filter(link -> {
                    var winner = winner(higher, link.scheme(), links);
                    return winner != link && winner.carriedBothWays();
                })
                .toList();
    }

    private static <L extends Candidate> L winner(boolean higher, String scheme, List<L> links) {
        return links.stream()
                .filter(link -> link.scheme().equals(scheme))
                .max(Comparator.<L, Boolean>comparing(link -> link.dialledByMe() == higher)
                        .thenComparing(Candidate::age))
                .orElseThrow();
    }
}
