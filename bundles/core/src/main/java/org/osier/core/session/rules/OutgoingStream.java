package org.osier.core.session.rules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stream on its way out: its messages laid end to end are the bytes that offsets count.
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

    private final int number;
    private final SendBudget budget;
    private final OutgoingChain messages = new OutgoingChain(); // the first contains the first unacknowledged byte
    private long headOffset; // where the first of them begins
    private @Nullable Outgoing cursor; // contains the byte that leaves next; null: nothing waits
    private int cursorAt;
    private long acknowledged;
    private long next; // offset of the byte that leaves next; below sent while something is sent again
    private long sent; // highest offset that ever left
    private long limit = SessionRules.FIRST_WINDOW;
    private @Nullable LinkState carrier;
    private int lastSegmentAt;

    OutgoingStream(int number, SendBudget budget) {
        this.number = number;
        this.budget = budget;
    }

    void add(Outgoing message) {
        messages.add(message);
        if (cursor == null) cursor = message;
    }

    boolean maySend(LinkState link) {
        return (carrier == null || carrier == link) && sendable(allowed()) > 0;
    }

    /** Whether bytes that went over {@code link} are unacknowledged. */
    boolean isCarriedBy(LinkState link) {
        return carrier == link;
    }

    long acknowledged() {
        return acknowledged;
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
        for (var message = cursor; message != null; message = cursor) {
            int length = sendable(allowed);
            if (length == 0) break;
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
            }
        }
        if (at > from) carrier = link;
        if (next > sent) {
            budget.sent(next - sent);
            sent = next;
        }
        return at;
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
    void acknowledge(long offset, long window, OutgoingChain completed) throws Violation {
        if (offset < 0 || offset > sent) {
            throw new Violation(
                    "stream " + number + ": " + Long.toUnsignedString(offset) + " acknowledged, " + sent + " sent");
        }
        limit = Math.max(limit, offset + window);
        if (offset <= acknowledged) return;
        budget.acknowledged(offset - acknowledged);
        acknowledged = offset;
        for (var head = messages.head(); head != null && headOffset + head.length() <= offset; head = messages.head()) {
            headOffset += head.length();
            messages.removeHead();
            completed.add(head);
            budget.release(head.length());
        }
        if (next < offset) rewind();
        if (offset == sent) carrier = null;
    }

    /** What went over {@code link} and is unacknowledged is sent again. */
    void linkDown(LinkState link) {
        if (carrier != link) return;
        carrier = null;
        rewind();
    }

    private void rewind() {
        next = acknowledged;
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
        removeSent(lost);
        budget.acknowledged(sent - acknowledged);
        headOffset = 0;
        acknowledged = 0;
        sent = 0;
        limit = SessionRules.FIRST_WINDOW;
        carrier = null;
        rewind();
    }

    /** The session is over. */
    void abandon(List<Outgoing> unknownOutcome, List<Outgoing> notSent) {
        restart(unknownOutcome);
        for (var head = messages.head(); head != null; head = messages.head()) {
            messages.removeHead();
            budget.release(head.length());
            notSent.add(head);
        }
        cursor = null;
    }

    private void removeSent(List<Outgoing> to) {
        for (var head = messages.head(); head != null && headOffset + head.length() <= sent; head = messages.head()) {
            headOffset += head.length();
            messages.removeHead();
            budget.release(head.length());
            to.add(head);
        }
    }
}
