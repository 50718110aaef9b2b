package org.osier.core.session.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All streams on their way out: whose turn it is, and what became of their messages. */
final class Sender {
    /** Streams 1 (bulk) and 2 (synchronisation) have priority 4, the others 3: WIRE.md, section 3. */
    private static final int LOWER_PRIORITY = 1 << 1 | 1 << 2;

    private static final int ALL = -1;

    /** What the writer of a record asks for first. */
    private static final int FIRST_PRIORITY = 3;

    /** What a stream writes in one turn while others wait. Our choice: a quarter of a record. */
    private static final int TURN_BYTES = 16 * 1024;

    private final @Nullable OutgoingStream[] streams = new OutgoingStream[Segment.STREAMS];
    private final SendBudget budget = new SendBudget();
    private final OutgoingChain completed = new OutgoingChain();
    private final RoundRobin turns = new RoundRobin();
    private int used; // a bit for each stream that there is
    private @Nullable LinkState preferred;
    private final List<LinkState> datagrams = new ArrayList<>(0); // links that lose things, open or not
    private @Nullable Questions questions; // since the first of them

    boolean offer(Outgoing message) {
        var stream = stream(message.stream());
        if (!budget.take(message.length(), stream.queuedBytes())) return false;
        stream.add(message);
        return true;
    }

    boolean hasRoom(int number) {
        var stream = streams[number];
        return budget.hasRoom(stream == null ? 0 : stream.queuedBytes());
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

    void linkUp(LinkState link) {
        if (!link.isDatagrams()) return;
        datagrams.add(link);
        if (questions == null) questions = new Questions();
    }

    boolean hasSomethingFor(LinkState link, int priority, long now) {
        if (asks(link) != null) return true;
        return mayLeave(link, now) && ready(link, ofPriority(priority)) != 0;
    }

    private static boolean mayLeave(LinkState link, long now) {
        return link.flight == null || link.flight.mayLeave(now);
    }

    /** @return the questions, if there are some and they may leave over {@code link} */
    private @Nullable Questions asks(LinkState link) {
        boolean may = questions != null && questions.isDue() && (preferred == null || preferred == link);
        return may ? questions : null;
    }

    /** Writes whole frames, as many as fit. @return the new end */
    int write(LinkState link, int priority, byte[] out, int from, int to, long now) {
        var flight = link.flight;
        if (flight != null && priority == FIRST_PRIORITY) flight.nextRecord();
        var asks = asks(link);
        int at = asks != null ? writeQuestions(asks, out, from, to) : from;
        int lastSegmentAt = -1;
        int ready = mayLeave(link, now) ? ready(link, ofPriority(priority)) : 0;
        while (ready != 0) {
            int number = turns.next(ready);
            var stream = stream(number);
            boolean alone = ready == 1 << number;
            int turnEnd = alone ? to : Math.min(to, at + TURN_BYTES);
            boolean fresh = at == from;
            int end = flight == null
                    ? stream.write(link, out, at, turnEnd, fresh)
                    : stream.write(link, flight, out, at, turnEnd, fresh, now);
            if (end > at) {
                lastSegmentAt = stream.lastSegmentAt();
                if (questions != null) questions.news(number, now);
            }
            boolean noRoom = end == at || alone;
            at = end;
            if (!isReady(stream, link)) ready &= ~(1 << number);
            else if (noRoom) break;
        }
        boolean more = (flight == null || flight.hasWindow()) && ready(link, ALL) != 0;
        if (lastSegmentAt >= 0 && !more) Segment.markQuiet(out, lastSegmentAt);
        return at;
    }

    private int writeQuestions(Questions questions, byte[] out, int from, int to) {
        int at = from;
        for (int rest = questions.due(); rest != 0 && to - at > Segment.FRAME_BYTES; rest &= rest - 1) {
            int number = Integer.numberOfTrailingZeros(rest);
            questions.asked(number);
            if (stream(number).waitsForWord()) at = stream(number).writeQuestion(out, at);
        }
        return at;
    }

    /** The entries of an acknowledgement. */
    void acknowledge(byte[] in, int at, int length, long now) throws Violation {
        beginAcknowledgement();
        int entries = Control.entries(length);
        int entry = at;
        for (int i = 0; i < entries; i++, entry += Control.ENTRY_BYTES) {
            acknowledge(Control.stream(in, entry), Control.offset(in, entry), Control.window(in, entry), now);
        }
        settle(now);
    }

    /** Selective blocks: {@code length} bytes from {@code at}, the kind included. */
    void blocks(byte[] in, int at, int length, long now) throws Violation {
        int blocks = Blocks.check(in, at, length);
        int number = Control.stream(in, at + 1);
        var stream = streams[number];
        if (stream == null)
            throw new Violation("selective blocks for stream " + number + ", on which nothing was sent");
        beginAcknowledgement();
        boolean waited = stream.waitsForWord();
        for (int i = 0; i < blocks; i++) stream.arrived(Blocks.from(in, at, i), Blocks.to(in, at, i), now);
        if (questions != null && !waited) questions.news(number, now);
        settle(now);
    }

    private void beginAcknowledgement() {
        for (var link : datagrams) flight(link).beginAcknowledgement();
    }

    private void settle(long now) {
        for (var link : datagrams) flight(link).settle(now);
    }

    private static Flight flight(LinkState link) {
        return java.util.Objects.requireNonNull(link.flight);
    }

    /** The entries of a resume: streams that they do not name have received nothing. */
    void resume(byte[] in, int at, int length, LinkState link, long now) throws Violation {
        beginAcknowledgement();
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
            acknowledge(number, received, window, now);
        }
        if (entry != end) throw new Violation("resume: streams do not ascend");
        settle(now);
    }

    private void acknowledge(int number, long offset, long window, long now) throws Violation {
        boolean nothingNew = streams[number] == null && offset == 0 && window <= SessionRules.FIRST_WINDOW;
        if (nothingNew) return;
        var stream = stream(number);
        long heard = stream.heard();
        stream.acknowledge(offset, window, completed, now);
        if (questions != null && stream.heard() != heard) questions.news(number, now);
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
        datagrams.remove(link);
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

    // --- time, where links lose things

    /** Takes for lost what is overdue, and asks where only a word of the other side could help. */
    void onTime(long now) {
        for (var link : datagrams) {
            boolean silent = flight(link).onTime(now);
            // Another link carries what is new: it may as well have what does not get through here.
            boolean better = preferred != null && preferred != link;
            if (silent && better) for (var stream : streams) if (stream != null) stream.linkDown(link);
        }
        if (questions != null && !datagrams.isEmpty()) questions.onTime(waitingForWord(), now);
    }

    private int waitingForWord() {
        int waiting = 0;
        for (int rest = used; rest != 0; rest &= rest - 1) {
            int number = Integer.numberOfTrailingZeros(rest);
            if (stream(number).waitsForWord()) waiting |= 1 << number;
        }
        return waiting;
    }

    /** When {@link #onTime} or {@link #write} is to be called; {@link Long#MAX_VALUE}: only when something happens. */
    long deadline(long now) {
        if (datagrams.isEmpty()) return Long.MAX_VALUE;
        long first = questions == null ? Long.MAX_VALUE : questions.deadline(waitingForWord());
        for (var link : datagrams) {
            first = Times.first(first, flight(link).deadline());
            boolean waits = link.open && link.up && ready(link, ALL) != 0;
            if (waits) first = Times.first(first, flight(link).leavesAt(now));
        }
        return first;
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
        return priority != FIRST_PRIORITY ? LOWER_PRIORITY : ~LOWER_PRIORITY;
    }

    /** Those of {@code among} that could send something over {@code link} now. */
    private int ready(LinkState link, int among) {
        boolean takesNothing = link.held || preferred != null && preferred != link;
        if (takesNothing && !link.isDatagrams()) return 0;
        int ready = 0;
        for (int rest = used & among; rest != 0; rest &= rest - 1) {
            int number = Integer.numberOfTrailingZeros(rest);
            if (isReady(stream(number), link)) ready |= 1 << number;
        }
        return ready;
    }

    /** What is lost leaves over the link that it went over, until that is gone; what is new over the preferred one. */
    private boolean isReady(OutgoingStream stream, LinkState link) {
        boolean takesNew = !link.held && (preferred == null || preferred == link);
        return takesNew && stream.maySend(link) || link.isDatagrams() && stream.hasLost(link);
    }
}
