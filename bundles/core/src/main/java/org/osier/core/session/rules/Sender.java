package org.osier.core.session.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All streams on their way out: whose turn it is, and what became of their messages. */
final class Sender {
    /** Streams 1 (bulk) and 2 (synchronisation) have priority 4, the others 3: WIRE.md, section 3. */
    private static final int LOWER_PRIORITY = 1 << 1 | 1 << 2;

    private static final int ALL = -1;

    /** What a stream writes in one turn while others wait. Our choice: a quarter of a record. */
    private static final int TURN_BYTES = 16 * 1024;

    private final @Nullable OutgoingStream[] streams = new OutgoingStream[Segment.STREAMS];
    private final SendBudget budget = new SendBudget();
    private final OutgoingChain completed = new OutgoingChain();
    private final RoundRobin turns = new RoundRobin();
    private int used; // a bit for each stream that there is
    private @Nullable LinkState preferred;

    boolean offer(Outgoing message) {
        if (!budget.take(message.length())) return false;
        stream(message.stream()).add(message);
        return true;
    }

    /** Takes it, however much is queued. */
    void offerAnswer(Outgoing message) {
        budget.takeAnyway(message.length());
        stream(message.stream()).add(message);
    }

    private OutgoingStream stream(int number) {
        var stream = streams[number];
        if (stream == null) {
            streams[number] = stream = new OutgoingStream(number, budget);
            used |= 1 << number;
        }
        return stream;
    }

    void prefer(@Nullable LinkState link) {
        preferred = link;
    }

    boolean hasSomethingFor(LinkState link, int priority) {
        return ready(link, ofPriority(priority)) != 0;
    }

    /** Writes whole frames, as many as fit. @return the new end */
    int write(LinkState link, int priority, byte[] out, int from, int to) {
        int at = from;
        int lastSegmentAt = -1;
        int ready = ready(link, ofPriority(priority));
        while (ready != 0) {
            int number = turns.next(ready);
            var stream = stream(number);
            boolean alone = ready == 1 << number;
            int turnEnd = alone ? to : Math.min(to, at + TURN_BYTES);
            int end = stream.write(link, out, at, turnEnd, at == from);
            if (end > at) lastSegmentAt = stream.lastSegmentAt();
            boolean noRoom = end == at || alone;
            at = end;
            if (!stream.maySend(link)) ready &= ~(1 << number);
            else if (noRoom) break;
        }
        if (lastSegmentAt >= 0 && ready(link, ALL) == 0) Segment.markQuiet(out, lastSegmentAt);
        return at;
    }

    /** The entries of an acknowledgement. */
    void acknowledge(byte[] in, int at, int length) throws Violation {
        int entries = Control.entries(length);
        int entry = at;
        for (int i = 0; i < entries; i++, entry += Control.ENTRY_BYTES) {
            acknowledge(Control.stream(in, entry), Control.offset(in, entry), Control.window(in, entry));
        }
    }

    /** The entries of a resume: streams that they do not name have received nothing. */
    void resume(byte[] in, int at, int length, LinkState link) throws Violation {
        int end = at + Control.entries(length) * Control.ENTRY_BYTES;
        int entry = at;
        for (int number = 0; number < Segment.STREAMS; number++) {
            boolean named = entry < end && Control.stream(in, entry) == number;
            long received = named ? Control.offset(in, entry) : 0;
            long window = named ? Control.window(in, entry) : SessionRules.FIRST_WINDOW;
            if (named) entry += Control.ENTRY_BYTES;
            if (received < link.floor(number)) {
                throw new Violation("resume: stream " + number + " received " + Long.toUnsignedString(received)
                        + ", acknowledged were " + link.floor(number));
            }
            acknowledge(number, received, window);
        }
        if (entry != end) throw new Violation("resume: streams do not ascend");
    }

    private void acknowledge(int number, long offset, long window) throws Violation {
        boolean nothingNew = streams[number] == null && offset == 0 && window <= SessionRules.FIRST_WINDOW;
        if (!nothingNew) stream(number).acknowledge(offset, window, completed);
    }

    /** What is acknowledged, a number for each stream. */
    long[] acknowledged() {
        var offsets = new long[Segment.STREAMS];
        for (int rest = used; rest != 0; rest &= rest - 1) {
            int number = Integer.numberOfTrailingZeros(rest);
            offsets[number] = stream(number).acknowledged();
        }
        return offsets;
    }

    /** What went over {@code link} and is unacknowledged is sent again. */
    void linkDown(LinkState link) {
        if (preferred == link) preferred = null;
        for (var stream : streams) if (stream != null) stream.linkDown(link);
    }

    /** Whether bytes that went over {@code link} are unacknowledged. */
    boolean isCarrying(LinkState link) {
        for (var stream : streams) if (stream != null && stream.isCarriedBy(link)) return true;
        return false;
    }

    /** Both sides start at 0 again. @param lost gets what was sent and is unacknowledged */
    void restart(List<Outgoing> lost) {
        preferred = null;
        for (var stream : streams) if (stream != null) stream.restart(lost);
    }

    Unfinished abandon() {
        var unknownOutcome = new ArrayList<Outgoing>();
        var notSent = new ArrayList<Outgoing>();
        for (var stream : streams) if (stream != null) stream.abandon(unknownOutcome, notSent);
        return new Unfinished(unknownOutcome, notSent);
    }

    /** Messages whose last byte was acknowledged since the last call, linked in order; null if none. */
    @Nullable
    Outgoing takeCompleted() {
        return completed.takeAll();
    }

    long queuedBytes() {
        return budget.queuedBytes();
    }

    long unacknowledgedBytes() {
        return budget.unacknowledgedBytes();
    }

    private static int ofPriority(int priority) {
        return priority == 4 ? LOWER_PRIORITY : ~LOWER_PRIORITY;
    }

    /** Those of {@code among} that could send something over {@code link} now. */
    private int ready(LinkState link, int among) {
        if (link.held || preferred != null && preferred != link) return 0;
        int ready = 0;
        for (int rest = used & among; rest != 0; rest &= rest - 1) {
            int number = Integer.numberOfTrailingZeros(rest);
            if (stream(number).maySend(link)) ready |= 1 << number;
        }
        return ready;
    }
}
