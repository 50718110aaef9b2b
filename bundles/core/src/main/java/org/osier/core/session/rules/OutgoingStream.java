package org.osier.core.session.rules;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One stream on its way out: its messages laid end to end are the bytes that offsets count. Over streams what leaves arrives,
 * or the link is gone; over datagrams {@link Outstanding} has what is not known to have arrived, and what is lost of that
 * leaves again before anything new.
 *
 * <p>All that is unacknowledged went over one link, the carrier; another takes over when nothing is on its way or the
 * carrier is gone. Bytes of a stream on two links at once would gain nothing, because the later ones wait for the
 * earlier, and could pile up more pieces out of order than the other side keeps.
 */
final class OutgoingStream {
    /** Up to this length a message is not cut to fill a record: whole ones cost the receiver least. */
    private static final int SMALL_BYTES = 1024;

    /** What is cut to fill a record has at least this many bytes. */
    private static final int LEAST_CUT_BYTES = 64;

    /**
     * Messages that may be on their way over a datagram link: each is a piece of its own at the other side as long as one
     * before it is missing, and that keeps 4,096 pieces. The rest of them is for what is cut to fill a datagram.
     */
    private static final int MOST_MESSAGES_AHEAD = 1_024;

    private final int number;
    private final SendBudget budget;
    private final OutgoingChain messages = new OutgoingChain(); // the first contains the first unacknowledged byte
    private long headOffset; // where the first of them begins
    private @Nullable Outgoing cursor; // contains the byte that leaves next; null: nothing waits
    private int cursorAt;
    private int ahead; // messages whose last byte left and is unacknowledged, as far as they count from the last rewind
    private long acknowledged;
    private long next; // offset of the byte that leaves next; below sent while something is sent again
    private long sent; // highest offset that ever left
    private long limit = SessionRules.FIRST_WINDOW;
    private @Nullable LinkState carrier;
    private @Nullable Outstanding outstanding; // of the carrier, where that loses things
    private int lastSegmentAt;
    private long queued;

    OutgoingStream(int number, SendBudget budget) {
        this.number = number;
        this.budget = budget;
    }

    /** What waits or is unacknowledged, with about what the objects around it cost. */
    long queuedBytes() {
        return queued;
    }

    void add(Outgoing message) {
        queued += SendBudget.cost(message.length());
        messages.add(message);
        if (cursor == null) cursor = message;
    }

    boolean maySend(LinkState link) {
        if (carrier != null && carrier != link) return false;
        return sendable(allowed()) > 0 && (link.flight == null || ahead < MOST_MESSAGES_AHEAD);
    }

    /** Whether something that went over {@code link} is lost and leaves again before anything new. */
    boolean hasLost(LinkState link) {
        return carrier == link && outstanding != null && outstanding.firstLost() != null;
    }

    /**
     * Whether nothing more can happen here until the other side says something, and it may have said it already: what it
     * said can be lost.
     */
    boolean waitsForWord() {
        if (outstanding != null && !outstanding.isEmpty()) return false; // a timer runs
        return acknowledged < sent && next == sent || cursor != null && sent > 0 && sendable(allowed()) == 0;
    }

    /** Whether bytes that went over {@code link} are unacknowledged. */
    boolean isCarriedBy(LinkState link) {
        return carrier == link;
    }

    long acknowledged() {
        return acknowledged;
    }

    /** Rises with whatever the other side says that is new. */
    long heard() {
        return acknowledged + limit;
    }

    /** Where the last segment of the last {@link #write} begins. */
    int lastSegmentAt() {
        return lastSegmentAt;
    }

    /**
     * Writes whole frames.
     *
     * @param fresh nothing of the session is before {@code from} yet, so there is no better place for what must be cut
     * @return the new end; {@code from} if nothing could be sent or nothing fits
     */
    int write(LinkState link, byte[] out, int from, int to, boolean fresh) {
        int at = from;
        long allowed = allowed();
        boolean bounded = link.flight != null;
        for (var message = cursor; message != null; message = cursor) {
            int length = sendable(allowed);
            if (length == 0 || bounded && ahead >= MOST_MESSAGES_AHEAD) break;
            int room = to - at - Segment.FRAME_BYTES;
            if (room < length) {
                boolean better = length <= SMALL_BYTES && !(fresh && at == from);
                if (better || room < LEAST_CUT_BYTES) break;
                length = room;
            }
            int rest = message.length() - cursorAt;
            int flags = (cursorAt == 0 ? Segment.FIRST : 0) | (length == rest ? Segment.LAST : 0);
            lastSegmentAt = at;
            at = Segment.write(out, at, flags, number, next, message.message(), cursorAt, length);
            next += length;
            cursorAt += length;
            if (length == rest) {
                cursor = message.next;
                cursorAt = 0;
                ahead++;
            }
        }
        if (at > from) carrier = link;
        if (next > sent) {
            budget.sent(next - sent);
            sent = next;
        }
        return at;
    }

    /** As {@link #write}, over a link that loses things: what is lost first. */
    int write(LinkState link, Flight flight, byte[] out, int from, int to, boolean fresh, long now) {
        int at = writeLost(flight, out, from, to, now);
        if (hasLost(link)) return at;
        var first = cursor;
        int firstAt = cursorAt;
        long begin = next;
        boolean repeated = next < sent;
        int end = maySend(link) ? write(link, out, at, to, fresh && at == from) : at;
        if (next == begin || first == null) return end;
        leaves(new Transmission(this, begin, next, first, firstAt, repeated, flight.record(), now), flight, now);
        return end;
    }

    private int writeLost(Flight flight, byte[] out, int from, int to, long now) {
        if (outstanding == null) return from;
        int at = from;
        for (var t = outstanding.firstLost(); t != null; t = outstanding.firstLost()) {
            if (to - at < Segment.FRAME_BYTES + Math.min(t.to - t.from, LEAST_CUT_BYTES)) break;
            outstanding.takeLost(t);
            long offset = t.from;
            var message = t.message;
            int messageAt = t.at;
            while (offset < t.to && to - at > Segment.FRAME_BYTES) {
                int rest = message.length() - messageAt;
                int length = (int) Math.min(Math.min(rest, t.to - offset), to - at - Segment.FRAME_BYTES);
                int flags = (messageAt == 0 ? Segment.FIRST : 0) | (length == rest ? Segment.LAST : 0);
                lastSegmentAt = at;
                at = Segment.write(out, at, flags, number, offset, message.message(), messageAt, length);
                offset += length;
                messageAt += length;
                if (length < rest) continue;
                messageAt = 0;
                if (offset < t.to) message = Objects.requireNonNull(message.next);
            }
            var again = new Transmission(this, t.from, offset, t.message, t.at, true, flight.record(), now);
            again.lossEvent = t.lossEvent;
            leaves(again, flight, now);
            if (offset == t.to) continue;
            var rest = new Transmission(this, offset, t.to, message, messageAt, true, t.record, t.sentAt);
            rest.lossEvent = t.lossEvent;
            outstanding.putBackLost(rest);
            break;
        }
        return at;
    }

    private void leaves(Transmission t, Flight flight, long now) {
        if (outstanding == null) outstanding = new Outstanding();
        outstanding.add(t);
        flight.sent(t, now);
    }

    private void release(Outgoing message) {
        queued -= SendBudget.cost(message.length());
        budget.release(message.length());
    }

    /** What left over a datagram link did not arrive. */
    void lost(Transmission t) {
        if (outstanding != null) outstanding.lost(t);
    }

    /**
     * Writes one byte that the other side has already, or is about to have: whatever it is, the answer is an acknowledgement.
     *
     * @return the new end
     */
    int writeQuestion(byte[] out, int at) {
        var head = messages.head();
        if (acknowledged < sent && head != null) {
            int headAt = (int) (acknowledged - headOffset);
            int flags = (headAt == 0 ? Segment.FIRST : 0) | (headAt + 1 == head.length() ? Segment.LAST : 0);
            return Segment.write(out, at, flags | Segment.QUIET, number, acknowledged, head.message(), headAt, 1);
        }
        // Nobody reads a byte that was acknowledged.
        return Segment.write(out, at, Segment.QUIET, number, acknowledged - 1, new byte[1], 0, 1);
    }

    private long allowed() {
        return Math.min(limit, sent + budget.room(sent - acknowledged));
    }

    /** How many bytes of the current message the next segment may have, the size of the record aside. */
    private int sendable(long allowed) {
        var message = cursor;
        if (message == null) return 0;
        return (int) Math.min(message.length() - cursorAt, allowed - next);
    }

    /**
     * The other side has every byte below {@code offset}, and takes {@code window} from there.
     *
     * @param completed gets the messages that this completes
     */
    void acknowledge(long offset, long window, OutgoingChain completed, long now) throws Violation {
        if (offset < 0 || offset > sent) {
            throw new Violation(
                    "stream " + number + ": " + Long.toUnsignedString(offset) + " acknowledged, " + sent + " sent");
        }
        limit = Math.max(limit, offset + window);
        if (offset <= acknowledged) return;
        var flight = flight();
        if (outstanding != null && flight != null) outstanding.arrivedBelow(offset, flight, now);
        budget.acknowledged(offset - acknowledged);
        acknowledged = offset;
        for (var head = messages.head(); head != null && headOffset + head.length() <= offset; head = messages.head()) {
            headOffset += head.length();
            messages.removeHead();
            completed.add(head);
            release(head);
            if (ahead > 0) ahead--;
        }
        if (next < offset) rewind();
        if (offset == sent || nothingUnderWay()) leaveCarrier();
    }

    /** The other side keeps the bytes from {@code from} to {@code to}, whatever is missing before them. */
    void arrived(long from, long to, long now) throws Violation {
        if (to > sent) {
            throw new Violation("stream " + number + ": has " + to + ", sent were " + sent);
        }
        var flight = flight();
        if (outstanding != null && flight != null) outstanding.arrived(from, to, flight, now);
        if (nothingUnderWay()) leaveCarrier();
    }

    /** Over datagrams: less than was sent may have been sent again when the other side says that it has all of that. */
    private boolean nothingUnderWay() {
        return outstanding != null && outstanding.isEmpty();
    }

    private @Nullable Flight flight() {
        return carrier == null ? null : carrier.flight;
    }

    /** What went over {@code link} and is unacknowledged is sent again. */
    void linkDown(LinkState link) {
        if (carrier != link) return;
        leaveCarrier();
        rewind();
    }

    private void leaveCarrier() {
        var flight = flight();
        if (outstanding != null && flight != null) outstanding.forget(flight);
        outstanding = null;
        carrier = null;
    }

    private void rewind() {
        next = acknowledged;
        ahead = 0;
        cursor = messages.head();
        cursorAt = (int) (acknowledged - headOffset);
    }

    /**
     * Both sides start at 0 again. What never left to its last byte is kept and sent anew: nobody can have dealt with
     * it.
     *
     * @param lost gets the others
     */
    void restart(List<Outgoing> lost) {
        leaveCarrier();
        removeSent(lost);
        budget.acknowledged(sent - acknowledged);
        headOffset = 0;
        acknowledged = 0;
        sent = 0;
        limit = SessionRules.FIRST_WINDOW;
        rewind();
    }

    /** The session is over. */
    void abandon(List<Outgoing> unknownOutcome, List<Outgoing> notSent) {
        restart(unknownOutcome);
        for (var head = messages.head(); head != null; head = messages.head()) {
            messages.removeHead();
            release(head);
            notSent.add(head);
        }
        cursor = null;
    }

    private void removeSent(List<Outgoing> to) {
        for (var head = messages.head(); head != null && headOffset + head.length() <= sent; head = messages.head()) {
            headOffset += head.length();
            messages.removeHead();
            release(head);
            to.add(head);
        }
    }
}
