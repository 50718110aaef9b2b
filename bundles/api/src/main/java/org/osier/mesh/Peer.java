package org.osier.mesh;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** What this node knew of another one at one moment. Immutable: ask again for news. */
@ProviderType
public interface Peer {
    /** Who it is. */
    NodeId id();

    /** What it calls itself, or the short id while it has not said so. */
    String name();

    /** How it stands. */
    PeerState state();

    /** The address that its messages travel over now; empty without a link. */
    Optional<URI> path();

    /** Its links: the one that carries first, then those that stand by. Unmodifiable; empty without a link. */
    default List<Path> paths() {
        return List.of();
    }

    /** The address that its messages travelled over last: {@link #path} while there is one; empty before the first link. */
    Optional<URI> lastPath();

    /** Whether this node made the link, as opposed to having accepted it; false without one. */
    boolean dialled();

    /** Round trip of the last ping over the path; empty before the first. */
    Optional<Duration> roundTrip();

    /** Since when it has been in this state, or on this path. */
    Instant since();

    /** When it was last heard. */
    Instant seen();

    /** Why it is in this state, in one sentence for people. */
    String why();

    /** Its newest record; empty until it sent one. */
    Optional<NodeRecord> record();

    /** Drawn by it at its start; 0 while unknown. */
    long bootId();

    /**
     * Dials to it, the last {@value Attempt#KEPT}, oldest first: the failed ones and those that became a link.
     * Unmodifiable. What the peer dialled itself is not among them.
     */
    List<Attempt> attempts();

    /**
     * How far its clock is ahead of ours, negative: behind. From the last handshake that it began, to about half a
     * second and as of then; or from its record, which tells only that it is ahead at least that far. Empty: neither
     * tells anything, as is usual while only we dial.
     */
    Optional<Duration> clockSkew();

    /** Times that a link to it came up, and that it restarted, since this node started. */
    Counts counts();

    /** One link with a peer, a way for its messages. */
    @ProviderType
    interface Path {
        /** Where it leads: the address that was dialled, or where the other end came from. */
        URI address();

        /** Whether messages travel over it; else it stands by. */
        boolean carries();

        /** Whether this node made it, as opposed to having accepted it. */
        boolean dialled();

        /** Round trip of its last ping; empty before the first. */
        Optional<Duration> roundTrip();

        /** Since when it stands. */
        Instant since();
    }

    /** What was counted for a peer since this node started. */
    @ProviderType
    interface Counts {
        /** Links that came up. */
        long links();

        /** Times that it came back with another boot id. */
        long restarts();

        /** Messages handed to its session. */
        long sent();

        /** Messages that its session handed to us. */
        long received();
    }
}
