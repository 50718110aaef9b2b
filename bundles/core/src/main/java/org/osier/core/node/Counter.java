package org.osier.core.node;

import java.util.Locale;

/** What is counted instead of logged: strangers can cause each of these at will. */
public enum Counter {
    CONNECTIONS_ACCEPTED,
    CONNECTIONS_REFUSED,
    CONNECTIONS_EVICTED,
    CANDIDATES_SHED,
    DIALS_FAILED,
    HANDSHAKES_DONE,
    HANDSHAKES_FAILED,
    HANDSHAKES_TOO_SLOW,
    LINKS_REFUSED,
    LINK_VIOLATIONS,
    FRAMES_SKIPPED,
    RECORDS_REFUSED,
    ENVELOPES_REFUSED,
    ANSWERS_UNEXPECTED,
    ANSWERS_REFUSED,
    MESSAGES_UNKNOWN,
    PEERS_EVICTED;

    /** As shown to people: lower case, with spaces. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
