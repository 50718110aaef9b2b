package org.osier.membership.rules;

/** What is counted, each with the words for it. */
public enum Counted {
    /** Taken: newer than what was held, or the first of its member. */
    NEW("new"),
    /** Held already, byte for byte. */
    KNOWN("known already"),
    /** Older than what is held. */
    STALE("older than what is held"),
    /** Not in the form of a record. */
    MALFORMED("not in the form of a record"),
    /** Not signed by whom it names. */
    FORGED("not signed by whom they name"),
    /** Without the mark of our cluster. */
    FOREIGN("from another cluster"),
    /** Its time is over. */
    EXPIRED("expired"),
    /** Issued more than 60 s ahead of our clock. */
    FUTURE("issued in the future (OSIER-104)"),
    /** The table is full, and whoever brought it has filled more of it than others. */
    NO_ROOM("beyond the room for what one peer brings"),
    /** A peer brought or asked for more than it may. */
    TOO_FAST("frames beyond what one peer may send"),
    /** A frame that breaks the layout. */
    BAD_FRAME("frames that break the layout"),
    /** An answer that nobody waits for (any more). */
    UNASKED("answers that nobody waits for"),
    /** Shows that an identity runs on two nodes. */
    COPIED("signs of a copied identity"),
    /** News that found no room in the queue: the next exchange brings it. */
    NOT_PASSED_ON("news not passed on at once");

    private final String words;

    Counted(String words) {
        this.words = words;
    }

    /** For people, behind a number. */
    public String words() {
        return words;
    }

    /** Whether honest members in one cluster, with good clocks and time enough, do not make it happen. */
    public boolean strange() {
        return this != NEW && this != KNOWN && this != STALE && this != UNASKED && this != NOT_PASSED_ON;
    }
}
