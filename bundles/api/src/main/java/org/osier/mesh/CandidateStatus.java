package org.osier.mesh;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.osier.node.NodeId;

/** Somebody whom discoveries found: a node, or an address as long as nobody knows who is there. Immutable. */
@ProviderType
public interface CandidateStatus {
    /** Why it is not dialled at the moment. */
    enum Why {
        /** A link with it stands. */
        LINKED("linked"),
        /** It is being dialled. */
        DIALLING("being dialled"),
        /** It is dialled in a moment. */
        DUE("due"),
        /** There are enough links without it; dialled when somebody sends to it, or when there are fewer. */
        ENOUGH("enough links"),
        /** As many dials as may be are wished or under way: it waits for its turn. */
        BUDGET("waits: too many at once"),
        /** As many of its /24 (IPv4) or /48 (IPv6) as may be have their turn. */
        PREFIX_FULL("waits: its prefix is full"),
        /** It could not be reached; dialled again when the pause is over, or when something new is known of it. */
        PAUSE("not reached"),
        /** Somebody else is there, or somebody who proves nothing; the same pause. */
        KEY_MISMATCH("another key"),
        /** One of the two ends does not let the other in; the same pause. */
        NOT_ADMITTED("not admitted"),
        /** No transport here carries a scheme of its addresses. */
        NO_TRANSPORT("no transport"),
        /** The address leads to this node itself. */
        OURSELVES("this node itself");

        private final String text;

        Why(String text) {
            this.text = text;
        }

        /** In a few words, for people. */
        public String text() {
            return text;
        }
    }

    /** Who it is said to be, or who was there when it was dialled; empty: nobody knows. */
    Optional<NodeId> id();

    /** Which start of the node it is said to be; empty: nobody says so. */
    Optional<Long> bootId();

    /** Where it is said to be, 1 to 16. Unmodifiable. */
    List<URI> addresses();

    /** Names of the discoveries that found it. Unmodifiable. */
    List<String> discoveries();

    /** Whether it once proved itself at one of these addresses, or is linked. Else it is a rumour. */
    boolean proved();

    /** Why it is not dialled now. */
    Why why();

    /** How long it still pauses; empty if it waits for something else than time. */
    Optional<Duration> pause();
}
