package org.osier.core.session.rules;

import org.jspecify.annotations.Nullable;

/**
 * Bytes of one stream that left in one datagram and are not known to have arrived. In a {@link Flight} while they are under
 * way, in {@link Outstanding} until they arrived.
 */
final class Transmission {
    /** About what a datagram costs beside what it brings: the headers of IP, UDP, record, frame, segment. */
    static final int OVERHEAD_BYTES = 64;

    final OutgoingStream stream;
    long from; // offset
    long to;
    Outgoing message; // contains the first of the bytes
    int at; // where in it
    final boolean repeated; // some of it was sent before
    final long record; // rises with each datagram of the link
    final long sentAt;

    boolean underWay;
    boolean lost;
    long lossEvent; // with which an earlier copy was taken for lost; 0: none

    @Nullable
    Transmission before; // in the flight

    @Nullable
    Transmission after;

    private long counted; // in the flight, while it is there

    Transmission(
            OutgoingStream stream,
            long from,
            long to,
            Outgoing message,
            int at,
            boolean repeated,
            long record,
            long sentAt) {
        this.stream = stream;
        this.from = from;
        this.to = to;
        this.message = message;
        this.at = at;
        this.repeated = repeated;
        this.record = record;
        this.sentAt = sentAt;
    }

    /** What it takes of the window. */
    long cost() {
        return to - from + OVERHEAD_BYTES;
    }

    long counted() {
        return counted;
    }

    void counted(long cost) {
        counted = cost;
    }

    /** Everything below {@code offset} has arrived. */
    void startAt(long offset) {
        long rest = offset - from;
        while (rest >= message.length() - at) {
            rest -= message.length() - at;
            message = java.util.Objects.requireNonNull(message.next);
            at = 0;
        }
        at += (int) rest;
        from = offset;
    }
}
