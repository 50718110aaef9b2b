package org.osier.core.link.rules;

import java.time.Duration;

/**
 * When a link that is silent is asked for a sign of life, and when it is given up (WIRE.md, section 3).
 *
 * @param idle silence before the question, 1 s to 1 h
 * @param answer patience after it, 1 s to 10 min
 */
public record Keepalive(Duration idle, Duration answer) {
    /** go-p2p's: after 30 s, within 10 s. */
    public static final Keepalive DEFAULT = new Keepalive(Duration.ofSeconds(30), Duration.ofSeconds(10));

    public Keepalive {
        between("keepaliveIdleMs", idle, Duration.ofHours(1));
        between("keepaliveAnswerMs", answer, Duration.ofMinutes(10));
    }

    private static void between(String what, Duration value, Duration most) {
        if (value.toMillis() < 1_000 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " is 1000 to " + most.toMillis() + ", got " + value.toMillis());
        }
    }
}
