package org.osier.mesh;

import java.net.URI;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** One dial that this node made, and what came of it. Immutable. */
@ProviderType
public interface Attempt {
    /** How many are kept of one peer, and of one address at which nobody has proved who he is: the last ones. */
    int KEPT = 8;

    /** How far a dial came, in this order. */
    enum Stage {
        /** The carrier did not come to stand: the name, the way, the port. */
        CONNECT,
        /** The carrier stood, but the other end did not prove who it is. */
        HANDSHAKE,
        /** Both ends proved who they are, but one did not let the other in. */
        ADMISSION,
        /** Both let each other in, but the session did not go on. */
        RESUME,
        /** It became a link. */
        LINK
    }

    /** When it ended, or became a link. */
    Instant at();

    /** What was dialled. */
    URI address();

    /** How far it came. */
    Stage stage();

    /** The nnn of OSIER-nnn; 0 if it became a link. */
    int code();

    /** What was seen, in words for people: at most one sentence. Partly told by the other end, so not to be trusted. */
    String cause();

    /** What to do next, in words for people; empty if it became a link. */
    String hint();
}
