package org.osier.core.session.rules;

import java.util.Arrays;

/** One stream on its way in: puts segments into order and whole, and hands over one message at a time. */
final class IncomingStream {
    private static final int TWO_DATAGRAMS = 2_300;

    private final Incoming delivery; // what is being handed over, or was held and is first in line
    private final Assembly assembly = new Assembly();
    private final Pieces pieces = new Pieces();
    private final Backlog backlog = new Backlog();

    private long frontier; // every byte below came, in order
    private long base; // every byte below was handed over: here begins the first message that was not
    private long limit = SessionRules.FIRST_WINDOW; // highest offset + window that the other side was told
    private long announced; // highest offset that it was told
    private int untold; // bytes that came since the last announcement, new or not
    private boolean repeated; // the last segment brought nothing new
    private int nextBlock; // which of the pieces is told first, when there are too many for one frame
    private long began; // when the unfinished message began, counted in segments

    private boolean handing;
    private boolean held;
    private boolean releasedEarly; // while the message was still being handed
    private boolean outdated; // what is being handed belongs to a session that was forgotten

    IncomingStream(int number) {
        delivery = new Incoming(number);
    }

    /**
     * A segment came, its flags and stream known to exist.
     *
     * @param order rises with each segment of the session
     */
    void accept(long order, int flags, long offset, byte[] from, int at, int length) throws Violation {
        if (offset < 0 || offset > limit - length) {
            throw new Violation("stream " + delivery.stream() + ": " + length + " bytes at "
                    + Long.toUnsignedString(offset) + " end above the window at " + limit);
        }
        long had = frontier + pieces.size();
        untold += length;
        if (offset > frontier) {
            pieces.keep(flags, offset, from, at, length);
        } else {
            advance(order, flags, offset, from, at, length);
            if (!pieces.isEmpty()) {
                pieces.release(frontier, p -> advance(order, p.flags(), p.offset(), p.bytes(), 0, p.bytes().length));
            }
        }
        repeated = frontier + pieces.size() == had;
    }

    private void advance(long order, int flags, long offset, byte[] from, int at, int length) throws Violation {
        long known = frontier - offset;
        if (known >= length) return;
        if (known > 0) {
            // The rest of a segment is the rest of the same message, whatever was cut where before.
            advance(order, flags & ~Segment.FIRST, frontier, from, at + (int) known, length - (int) known);
            return;
        }
        boolean first = (flags & Segment.FIRST) != 0;
        boolean last = (flags & Segment.LAST) != 0;
        if (first != assembly.isEmpty()) {
            throw new Violation("stream " + delivery.stream() + ": at " + offset
                    + (first ? " a message begins in another" : " no message begins"));
        }
        if (first && last && length <= SessionRules.MAX_MESSAGE_BYTES) {
            backlog.add(Arrays.copyOfRange(from, at, at + length));
        } else if (last) {
            backlog.add(assembly.finish(from, at, length));
        } else {
            if (first) began = order;
            assembly.append(from, at, length);
        }
        frontier += length;
    }

    // --- handing over

    /** Whether a message waits and may go now. */
    boolean isDeliverable() {
        return !handing && !held && isUnhanded();
    }

    /** Gives the next message away; {@link #isDeliverable} must hold. */
    Incoming deliver() {
        if (delivery.message.length == 0) delivery.message = backlog.remove();
        handing = true;
        return delivery;
    }

    void handed() {
        if (!handing) throw new IllegalStateException("stream " + delivery.stream() + " hands nothing over");
        if (!outdated) base += delivery.message.length;
        over();
    }

    /** Nobody had room: the message stays first in line. */
    void hold() {
        if (!handing) throw new IllegalStateException("stream " + delivery.stream() + " hands nothing over");
        held = !releasedEarly;
        if (outdated) over();
        handing = false;
        releasedEarly = false;
    }

    /** There is room again. May come before {@link #hold}, because other threads make room. */
    void release() {
        held = false;
        releasedEarly = handing;
    }

    private void over() {
        delivery.message = Incoming.NONE;
        handing = false;
        releasedEarly = false;
        outdated = false;
    }

    // --- acknowledging

    /** Every byte below may be acknowledged: the last one of a message only when it was handed over. */
    long acknowledgeable() {
        if (!isUnhanded()) return frontier;
        int first = delivery.message.length > 0 && !outdated ? delivery.message.length : backlog.headLength();
        return base + first - 1;
    }

    /** The other side is told {@link #acknowledgeable} and, from there, a window that ends at {@code limit}. */
    void announce(long limit) {
        announced = acknowledgeable();
        untold = 0;
        this.limit = limit;
    }

    /**
     * Whether the other side should hear at once, over a carrier that loses: it sent what is here already, something is
     * missing, or two full datagrams came (RFC 5681, 4.2).
     */
    boolean shouldTellNow() {
        return repeated || !pieces.isEmpty() || untold >= TWO_DATAGRAMS;
    }

    /** Writes a frame that tells what is kept above {@link #acknowledgeable}, if anything is. @return its end */
    int writeBlocks(byte[] out, int frame, int most) {
        int blocks = 0;
        if (acknowledgeable() < frontier) Blocks.write(out, frame, blocks++, acknowledgeable(), frontier);
        int ranges = pieces.ranges();
        if (nextBlock >= ranges || ranges <= most - blocks) nextBlock = 0;
        int told = Math.min(most - blocks, ranges - nextBlock);
        pieces.writeBlocks(out, frame, blocks, nextBlock, told);
        nextBlock += told;
        blocks += told;
        return blocks == 0 ? frame : Blocks.finish(out, frame, delivery.stream(), blocks);
    }

    long limit() {
        return limit;
    }

    /** Whether an eighth of the window came since the last announcement. */
    boolean isAnEighthBehind() {
        return acknowledgeable() - announced >= Math.max(1, (limit - announced) >> 3);
    }

    // --- what is kept

    /** What is kept or may still come: no more than this can become of it without another grant. */
    long claim() {
        return limit - base;
    }

    long base() {
        return base;
    }

    long frontier() {
        return frontier;
    }

    /** Whole messages that nobody took yet. */
    long finishedBytes() {
        return frontier - assembly.length() - base;
    }

    /** Everything that is kept. */
    long keptBytes() {
        return frontier - base + pieces.size();
    }

    boolean isUnhanded() {
        return frontier - assembly.length() > base;
    }

    /** Whether a message has begun and nothing stands before it. */
    boolean isUnfinished() {
        return !assembly.isEmpty() && !isUnhanded();
    }

    long began() {
        return began;
    }

    /** Both sides start at 0 again; what nobody took is dropped, its sender has been told so. */
    void restart() {
        if (handing) outdated = true;
        else delivery.message = Incoming.NONE;
        assembly.clear();
        pieces.clear();
        backlog.clear();
        frontier = 0;
        base = 0;
        announced = 0;
        untold = 0;
        limit = SessionRules.FIRST_WINDOW;
    }
}
