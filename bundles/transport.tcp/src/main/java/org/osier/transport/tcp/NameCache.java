package org.osier.transport.tcp;

import java.security.Security;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long this Java remembers which addresses a name has. Each dial asks anew, but Java answers from memory for this
 * long, so a name that points elsewhere is not followed sooner.
 */
final class NameCache {
    private static final String PROPERTY = "networkaddress.cache.ttl";
    /** What Java does when nobody says anything (InetAddress), and what we promise. */
    private static final int SECONDS = 30;

    private NameCache() {}

    /** What an operator should know about the Java that runs us; empty: all is well. */
    static Optional<String> trouble() {
        return trouble(Security.getProperty(PROPERTY));
    }

    static Optional<String> trouble(@Nullable String property) {
        if (property == null) return Optional.empty();
        try {
            int seconds = Integer.parseInt(property.strip());
            if (seconds >= 0 && seconds <= SECONDS) return Optional.empty();
            var howLong = seconds < 0 ? "for ever" : "for " + seconds + " s";
            return Optional.of("this Java remembers the addresses of names " + howLong
                    + ": a node that moves behind its name is not followed sooner   next: set " + PROPERTY + " to "
                    + SECONDS
                    + " or less in Java's java.security");
        } catch (NumberFormatException e) {
            return Optional.empty(); // Java takes its default then
        }
    }
}
