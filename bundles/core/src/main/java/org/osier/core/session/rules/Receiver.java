package org.osier.core.session.rules;

import org.jspecify.annotations.Nullable;

/** All streams on their way in: whose message is handed over next, and what the other side is told. */
final class Receiver {
    /** Growing the window of a stream that waits for room is worth an acknowledgement of its own from here on. */
    private static final int WORTH_TELLING_BYTES = SessionRules.FIRST_WINDOW / 8;

    private final @Nullable IncomingStream[] streams = new IncomingStream[Segment.STREAMS];
    private final RoundRobin turns = new RoundRobin();
    private final AckTiming timing = new AckTiming();
    private int used; // a bit for each stream that there is
    private int deliverable; // a bit for each stream that has a message to hand over
    private int
            toTell; // a bit for each stream of which the other side may not know what is kept above the acknowledged
    private int tellNext; // the stream whose blocks go first
    private int starved; // a bit for each stream whose window is smaller than it would be with room
    private boolean quiet; // the last segment said that nothing follows: the other side waits
    private long segments;

    private IncomingStream stream(int number) {
        var stream = streams[number];
        if (stream == null) {
            streams[number] = stream = new IncomingStream(number);
            used |= 1 << number;
        }
        return stream;
    }

    /** @param loses the carrier does: the other side is told sooner, and told of what comes out of turn */
    void segment(byte[] in, int at, int length, long now, boolean loses) throws Violation {
        if (length <= Segment.HEADER_BYTES) throw new Violation("a segment of " + length + " bytes");
        int flags = in[at];
        int number = in[at + 1];
        if ((flags & ~Segment.FLAGS) != 0) throw new Violation("a segment with flags " + (flags & 0xff));
        if ((number & -Segment.STREAMS) != 0) throw new Violation("a segment on stream " + (number & 0xff));
        var stream = stream(number);
        long offset = Bytes.getLong(in, at + 2);
        int start = at + Segment.HEADER_BYTES;
        stream.accept(segments++, flags, offset, in, start, length - Segment.HEADER_BYTES);
        quiet = (flags & Segment.QUIET) != 0;
        changed(number, stream, now);
        if (!loses) return;
        toTell |= 1 << number;
        if (stream.shouldTellNow()) timing.urge();
    }

    /** Something came, or was taken: both are worth an acknowledgement, which also tells others that there is room. */
    private void changed(int number, IncomingStream stream, long now) {
        int bit = 1 << number;
        deliverable = stream.isDeliverable() ? deliverable | bit : deliverable & ~bit;
        timing.note(number, now);
        if (quiet || stream.isAnEighthBehind()) timing.urge();
    }

    // --- handing over

    /** The next message to hand over, the streams in turn; null if none. */
    @Nullable
    Incoming poll() {
        if (deliverable == 0) return null;
        int number = turns.next(deliverable);
        deliverable &= ~(1 << number);
        return stream(number).deliver();
    }

    void handed(Incoming message, long now) {
        var stream = stream(message.stream());
        stream.handed();
        changed(message.stream(), stream, now);
    }

    void hold(Incoming message) {
        stream(message.stream()).hold();
        refresh(message.stream());
    }

    void release(int number) {
        var stream = streams[number];
        if (stream == null) return;
        stream.release();
        refresh(number);
    }

    private void refresh(int number) {
        if (stream(number).isDeliverable()) deliverable |= 1 << number;
    }

    // --- acknowledging

    boolean isDue(long now) {
        return timing.isDue(now);
    }

    long deadline() {
        return timing.deadline();
    }

    /** Writes one frame with all that there is to say, if it is due or {@code force} is set. @return the new end */
    int writeAcknowledgements(byte[] out, int from, int to, long now, boolean force, boolean loses) {
        if (!timing.isDue(now) && !(force && timing.pending() != 0)) return from;
        int at = from + Control.ACKNOWLEDGE_FRAME_BYTES;
        int entries = at;
        for (int rest = timing.pending() | starved; rest != 0 && to - at >= Control.ENTRY_BYTES; rest &= rest - 1) {
            int number = Integer.numberOfTrailingZeros(rest);
            var stream = stream(number);
            long limit = KeptBudget.limit(stream, streams);
            boolean pending = (timing.pending() & 1 << number) != 0;
            if (pending || limit - stream.limit() >= WORTH_TELLING_BYTES) at = announce(number, stream, limit, out, at);
        }
        timing.settle();
        if (at > entries) Control.writeAcknowledgeHeader(out, from, at);
        else at = from;
        return loses && toTell != 0 ? writeBlocks(out, at, to) : at;
    }

    /** For which there is no room now, is told with the next acknowledgement. */
    private int writeBlocks(byte[] out, int from, int to) {
        int at = from;
        for (int i = 0; i < Segment.STREAMS && toTell != 0; i++) {
            int number = (tellNext + i) % Segment.STREAMS;
            if ((toTell & 1 << number) == 0) continue;
            int room = (to - at - Blocks.FRAME_BYTES) / Blocks.BLOCK_BYTES;
            if (to - at < Blocks.FRAME_BYTES + Blocks.BLOCK_BYTES) {
                tellNext = number;
                break;
            }
            toTell &= ~(1 << number);
            at = stream(number).writeBlocks(out, at, Math.min(room, Blocks.MAX));
        }
        return at;
    }

    private int announce(int number, IncomingStream stream, long limit, byte[] out, int at) {
        int bit = 1 << number;
        starved = limit < KeptBudget.wanted(stream) ? starved | bit : starved & ~bit;
        stream.announce(limit);
        timing.said(number);
        long offset = stream.acknowledgeable();
        return Control.writeEntry(out, at, number, offset, limit - offset);
    }

    /** Acknowledgements that went over a link which is gone may be lost: they are said again. */
    void repeatAll() {
        if (used != 0) timing.urge(used);
    }

    /** How many streams a resume names. */
    int resumeEntries() {
        return Integer.bitCount(used);
    }

    /** What a resume says of the streams in use. It promises nothing new, and what is due to be said stays due. */
    void writeResume(byte[] out, int from) {
        int at = from;
        for (int rest = used; rest != 0; rest &= rest - 1) {
            int number = Integer.numberOfTrailingZeros(rest);
            var stream = stream(number);
            long offset = stream.acknowledgeable();
            at = Control.writeEntry(out, at, number, offset, stream.limit() - offset);
        }
    }

    /** Both sides start at 0 again. */
    void restart() {
        for (var stream : streams) if (stream != null) stream.restart();
        deliverable = 0;
        starved = 0;
        toTell = 0;
        quiet = false;
    }

    /** Tells the other side that its forgotten was understood: any acknowledgement does. */
    void confirm() {
        stream(0);
        timing.urge(1);
    }

    long keptBytes() {
        long kept = 0;
        for (var stream : streams) if (stream != null) kept += stream.keptBytes();
        return kept;
    }
}
