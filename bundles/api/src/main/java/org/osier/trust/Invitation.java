package org.osier.trust;

import java.time.Instant;

/**
 * A ticket that was made. Its text is a secret.
 *
 * @param ticket one line, for {@link Joining#joinByTicket} on another node
 * @param expires when it stops to count
 */
public record Invitation(String ticket, Instant expires) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "ticket until " + expires;
    }
}
