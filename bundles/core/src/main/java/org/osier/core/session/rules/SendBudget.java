package org.osier.core.session.rules;

/** What may wait and what may be unacknowledged, over all streams of a peer. */
final class SendBudget {
    /** What waits and what is unacknowledged hold at most this, each message as {@link #cost} says. */
    static final int MAX_QUEUED_BYTES = 8 << 20;

    /** While no more than this is queued one message of any length is taken, else a long one would never find room. */
    static final int NEARLY_EMPTY_BYTES = 1 << 20;

    /** A stream that holds no more than this is never turned away because of what others hold. Our choice. */
    static final int OWN_BYTES = 256 << 10;

    /** At most this is unacknowledged: WIRE.md, section 4. */
    static final int MAX_UNACKNOWLEDGED_BYTES = 4 << 20;

    /**
     * Of these the last are for streams that use no more than their first window, so that a few bulky streams whose
     * receiver is slow do not stop the others. Our choice.
     */
    static final int RESERVED_BYTES = 1 << 20;

    /** About what the objects around a message cost: a queue of tiny ones is no smaller than it says. */
    private static final int MESSAGE_BYTES = 64;

    private long queued;
    private long unacknowledged;

    /** @param own what the stream of the message holds already. @return false: full */
    boolean take(int length, long own) {
        long cost = cost(length);
        boolean room = queued <= NEARLY_EMPTY_BYTES || queued + cost <= MAX_QUEUED_BYTES || own + cost <= OWN_BYTES;
        if (room) queued += cost;
        return room;
    }

    /** Whether there is more than a little room: half of what may wait, of all or of the stream that holds {@code own}. */
    boolean hasRoom(long own) {
        return queued <= MAX_QUEUED_BYTES / 2 || own <= OWN_BYTES / 2;
    }

    static long cost(int length) {
        return length + MESSAGE_BYTES;
    }

    /** For what has room of its own: it is counted, and never refused. */
    void takeAnyway(int length) {
        queued += cost(length);
    }

    void release(int length) {
        queued -= cost(length);
    }

    void sent(long bytes) {
        unacknowledged += bytes;
    }

    void acknowledged(long bytes) {
        unacknowledged -= bytes;
    }

    /** How many new bytes a stream may send that has {@code inFlight} unacknowledged ones. */
    long room(long inFlight) {
        long shared = MAX_UNACKNOWLEDGED_BYTES - RESERVED_BYTES - unacknowledged;
        long own = Math.min(SessionRules.FIRST_WINDOW - inFlight, MAX_UNACKNOWLEDGED_BYTES - unacknowledged);
        return Math.max(0, Math.max(shared, own));
    }

    long queuedBytes() {
        return queued;
    }

    long unacknowledgedBytes() {
        return unacknowledged;
    }
}
