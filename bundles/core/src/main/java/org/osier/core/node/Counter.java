package org.osier.core.node;

import java.util.Locale;

/** What is counted instead of logged: strangers can cause most of these at will. */
public enum Counter {
    CONNECTIONS_ACCEPTED(false),
    CONNECTIONS_REFUSED(true),
    CONNECTIONS_EVICTED(true),
    CANDIDATES_SHED(true),
    /** Ours: a peer that is away would fill a line in every minute, and its row says why. */
    DIALS_FAILED(false),
    HANDSHAKES_DONE(false),
    HANDSHAKES_FAILED(true),
    HANDSHAKES_TOO_SLOW(true),
    /** Begun by those who know a door, beyond the budget: told so in clear (code 4); not among the failed ones. */
    HANDSHAKES_SHED(true),
    /** Of this cluster, or repeated from it, with a clock more than 10 minutes off; among the failed handshakes. */
    CLOCKS_APART(true),
    /** Of another cluster, of this one with an old secret, or heard before; not among the failed handshakes. */
    KNOCKS_UNKNOWN(true),
    LINKS_REFUSED(true),
    /** Ours: there were more than wished, and each has a line of its own among the events. */
    LINKS_SURPLUS(false),
    /** Tries at a PIN that is shown, with another one. */
    PINS_WRONG(true),
    LINK_VIOLATIONS(true),
    /** Links, pings, echoes and records that a peer began beyond its quota: refused or dropped. */
    QUOTA_EXCEEDED(true),
    /** Records on datagram links that are not authentic: anybody can send them, and they end nothing. */
    FORGERIES(true),
    FRAMES_SKIPPED(true),
    RECORDS_REFUSED(true),
    /** Of others, told by a peer that was not asked, or more of them than it was asked for. */
    RECORDS_UNASKED(true),
    ENVELOPES_REFUSED(true),
    ANSWERS_UNEXPECTED(true),
    ANSWERS_REFUSED(true),
    MESSAGES_UNKNOWN(true),
    PEERS_EVICTED(true),
    /** Secrets that members sent and that no administrators turned over. */
    ROTATIONS_REFUSED(true),
    /** Code that is not ours threw, or ours did, more often than the log has lines for it. */
    FAULTS_NOT_LOGGED(true);

    private final boolean worthALine;
    private final String text;

    Counter(boolean worthALine) {
        this.worthALine = worthALine;
        this.text = name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether an operator wants to read in the log that it moved. */
    boolean worthALine() {
        return worthALine;
    }

    /** As shown to people: lower case, with spaces. */
    String text() {
        return text;
    }
}
