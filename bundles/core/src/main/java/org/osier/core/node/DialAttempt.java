package org.osier.core.node;

import java.net.URI;
import java.time.Instant;
import org.osier.core.node.rules.Explained;
import org.osier.mesh.Attempt;

/** A dial that has ended, or became a link. */
record DialAttempt(Instant at, URI address, Stage stage, int code, String cause, String hint) implements Attempt {
    static DialAttempt linked(Instant at, URI address) {
        return new DialAttempt(at, address, Stage.LINK, 0, "link up", "");
    }

    static DialAttempt failed(Instant at, URI address, Stage stage, Explained explained) {
        return new DialAttempt(at, address, stage, explained.code(), explained.cause(), explained.hint());
    }

    /** In one line, for why a peer is as it is. */
    static String inWords(Attempt attempt) {
        return attempt.address() + ": " + attempt.cause() + " (OSIER-" + attempt.code() + ")";
    }
}
