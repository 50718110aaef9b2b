package org.osier.membership.rules;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osier.membership.rules.SyncFrame.Answer;
import org.osier.membership.rules.SyncFrame.Compare;
import org.osier.membership.rules.SyncFrame.Digest;
import org.osier.membership.rules.SyncFrame.Fingerprints;
import org.osier.membership.rules.SyncFrame.Push;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * One node's part in it that every member ends with the newest record of every other: passes news on at once, and
 * compares its table with that of a peer when a link comes up and from time to time. One exchange that it began is under
 * way at a time; of those that others began it keeps nothing. One thread at a time.
 */
public final class Synchroniser {
    /** Peers to compare with each time. Our choice. */
    private static final int PEERS = 2;

    /** News is gathered for so long: a frame then carries several records. Our choice. */
    private static final Duration GATHER = Duration.ofMillis(50);

    /** Without an answer for so long an exchange has ended: frames may be shed. Our choice. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** An exchange that brought so much is followed by another one soon: two parts of a mesh have met. Our choice. */
    private static final int MUCH = 16;

    private static final Duration SOON = Duration.ofSeconds(2);

    /** What a frame that compares costs who sends it: the longest answer. */
    private static final int COMPARE_COST = SyncForm.MAX_BYTES;

    /** What an id that we ask for costs who told of it: about a record. */
    private static final int WANTED_COST = 512;

    private final NodeId self;
    private final Random random;
    private final RecordTable table = new RecordTable();
    private final Tally tally = new Tally();
    private final Allowances allowances = new Allowances();
    private final News news;
    private final Intake intake;
    private final Checker checker;
    private final Set<NodeId> waiting = new LinkedHashSet<>(); // to exchange with; linked ones only
    private List<Output> out = new ArrayList<>();
    private Set<NodeId> linked = Set.of();
    private Duration pace;
    private @Nullable Exchange exchange;
    private long learnedBefore; // the exchange began
    private boolean gathering; // news waits for newsDue
    private long newsDue;
    private long exchangeDue;

    /** @param random unpredictable, in a node @param pace how often it compares */
    public Synchroniser(NodeId self, Checker checker, Random random, Duration pace, Moment now) {
        this.self = self;
        this.checker = checker;
        this.random = random;
        this.pace = pace;
        this.news = new News(random);
        this.intake = new Intake(self, table, checker, tally, news, output -> out.add(output));
        this.exchangeDue = now.after(SOON);
    }

    // --- what it holds

    /** The newest record of every member, ours too, by id. A list of its own for each caller. */
    public List<NodeRecord> records(Moment now) {
        expire(now);
        return table.records();
    }

    /** What is held of this member. */
    @Nullable
    Held find(NodeId id) {
        return table.find(id);
    }

    /** Records taken so far: none more, and nothing has come to {@link #records}. */
    public long learned() {
        return intake.learned();
    }

    /** What happened so far. */
    public Tally tally() {
        return tally;
    }

    // --- inputs

    /** From now on so often. */
    public void pace(Duration pace, Moment now) {
        this.pace = pace;
        exchangeDue = now.nanos() + (long) (random.nextDouble() * pace.toNanos());
    }

    /** This is what we are, and nothing else. */
    public void own(NodeRecord record) {
        var entry = new Entry(record.id(), record.serial(), Entry.mark(record.bytes()));
        if (!entry.id().equals(self)) throw new IllegalArgumentException("not ours: " + record);
        var held = table.find(self);
        if (held == null) table.add(record, entry, null);
        else if (held.entry.mark() != entry.mark()) table.replace(held, record, entry);
    }

    /** A peer's own record, verified by the node. */
    public List<Output> peerRecord(NodeRecord record, Moment now) {
        expire(now);
        intake.own(record, now);
        return flushed(now);
    }

    /** Our keys have changed, or may have: who is no member any more goes. */
    public void lookAgain() {
        table.removeIf(record -> !checker.isOurs(record));
    }

    /**
     * Who is linked with us.
     *
     * @param begin those whose link has just come up, and with whom it is for us to begin
     */
    public List<Output> links(Set<NodeId> linked, Collection<NodeId> begin, Moment now) {
        this.linked = Set.copyOf(linked);
        table.linked(this.linked);
        waiting.retainAll(linked);
        waiting.addAll(begin);
        if (exchange != null && !linked.contains(exchange.peer)) ended();
        beginNext(now);
        return flushed(now);
    }

    /** A frame 0x0A came. @param payload at most its limit is read */
    public List<Output> frame(NodeId from, ByteBuffer payload, Moment now) {
        expire(now);
        int bytes = payload.remaining();
        try {
            on(from, SyncForm.read(payload), bytes, now);
        } catch (BadFrameException e) {
            tally.count(Counted.BAD_FRAME);
        }
        return flushed(now);
    }

    /** Time has passed. */
    public List<Output> tick(Moment now) {
        expire(now);
        if (exchange != null && now.reached(exchange.heard + PATIENCE.toNanos())) ended();
        if (now.reached(exchangeDue)) {
            exchangeDue = now.nanos() + (long) ((0.75 + random.nextDouble() / 2) * pace.toNanos());
            waiting.addAll(someLinked());
        }
        beginNext(now);
        if (!news.isEmpty() && now.reached(newsDue)) {
            gathering = false;
            news.take(linked)
                    .forEach((to, records) -> SyncForm.pushes(true, records).forEach(f -> send(to, f)));
        }
        return flushed(now);
    }

    /** When {@link #tick} has something to do next, in nanoseconds. */
    public long due() {
        long due = exchangeDue;
        if (!news.isEmpty() && newsDue - due < 0) due = newsDue;
        var exchange = this.exchange;
        if (exchange != null && exchange.heard + PATIENCE.toNanos() - due < 0)
            due = exchange.heard + PATIENCE.toNanos();
        return due;
    }

    // --- frames

    private void on(NodeId from, SyncFrame frame, int bytes, Moment now) {
        var allowed = allowances.of(from, now.nanos());
        if (frame instanceof Compare f) {
            if (allowed.ask.take(COMPARE_COST, now.nanos())) send(from, compared(f));
            else tally.count(Counted.TOO_FAST);
        } else if (frame instanceof Digest f) {
            if (allowed.ask.take(bytes, now.nanos())) answer(from, f, allowed);
            else tally.count(Counted.TOO_FAST);
        } else if (frame instanceof Push f) {
            if (!allowed.bring.take(bytes, now.nanos())) tally.count(Counted.TOO_FAST);
            else for (var record : f.records()) intake.brought(record, from, f.news(), now);
        } else if (frame instanceof Fingerprints f) {
            if (!isAwaited(from, f.salt()) || !exchange.awaitsSums()) tally.count(Counted.UNASKED);
            else fingerprints(exchange, f, now);
        } else if (frame instanceof Answer f) {
            if (!isAwaited(from, f.salt()) || exchange.awaitsSums()) tally.count(Counted.UNASKED);
            else answered(exchange, f, allowed, now);
        }
    }

    private boolean isAwaited(NodeId from, long salt) {
        return exchange != null && exchange.peer.equals(from) && exchange.salt == salt;
    }

    private SyncFrame compared(Compare frame) {
        var sums = table.sums(frame.salt());
        boolean same = sums.all(frame.salt()) == frame.sum();
        return new Fingerprints(frame.salt(), same ? Optional.empty() : Optional.of(sums));
    }

    private void answer(NodeId from, Digest digest, Allowances.Of allowed) {
        var comparison = Comparison.of(table, self, from, digest.sections());
        long work = 0;
        for (var frame : SyncForm.pushes(false, comparison.lacking())) {
            send(from, frame);
            work += frame.length;
        }
        allowed.ask.charge(work + (long) WANTED_COST * comparison.wanted().size());
        allowed.bring.grant((long) SyncForm.MAX_BYTES * comparison.wanted().size());
        send(from, new Answer(digest.salt(), comparison.whole(), comparison.wanted()));
    }

    private void fingerprints(Exchange exchange, Fingerprints frame, Moment now) {
        exchange.heard = now.nanos();
        frame.sums().ifPresent(exchange::differs);
        next(exchange, now);
    }

    private void answered(Exchange exchange, Answer frame, Allowances.Of allowed, Moment now) {
        exchange.heard = now.nanos();
        var wanted = frame.wanted().stream()
                .map(table::find)
                .filter(held -> held != null)
                .map(held -> held.record.bytes())
                .toList();
        long work = wanted.stream().mapToLong(record -> record.length).sum();
        boolean gives = work > 0 && allowed.ask.take(work, now.nanos());
        if (gives) SyncForm.pushes(false, wanted).forEach(f -> send(exchange.peer, f));
        exchange.answered(frame.whole(), intake.learned(), gives);
        next(exchange, now);
    }

    private void next(Exchange exchange, Moment now) {
        var page = exchange.next(table, intake.learned());
        if (page == null) {
            if (intake.learned() - learnedBefore >= MUCH && exchangeDue - now.after(SOON) > 0)
                exchangeDue = now.after(SOON);
            ended();
            beginNext(now);
            return;
        }
        allowances.of(exchange.peer, now.nanos()).bring.grant(Comparison.MAX_BYTES + 2L * SyncForm.MAX_BYTES);
        send(exchange.peer, new Digest(exchange.salt, page.sections()));
    }

    // --- exchanges that we begin

    private List<NodeId> someLinked() {
        var all = new ArrayList<>(linked);
        Collections.sort(all); // a run depends on its seed alone
        Collections.shuffle(all, random);
        return all.subList(0, Math.min(PEERS, all.size()));
    }

    private void beginNext(Moment now) {
        if (exchange != null || waiting.isEmpty()) return;
        var first = waiting.iterator();
        var peer = first.next();
        first.remove();
        long salt = random.nextLong();
        var begun = new Exchange(peer, salt, table.sums(salt), now.nanos());
        exchange = begun;
        learnedBefore = intake.learned();
        send(peer, new Compare(salt, begun.sum()));
    }

    private void ended() {
        exchange = null;
    }

    // --- outputs and time

    private void send(NodeId to, SyncFrame frame) {
        send(to, SyncForm.write(frame));
    }

    private void send(NodeId to, byte[] frame) {
        out.add(new Output.Send(to, frame));
    }

    private List<Output> flushed(Moment now) {
        if (!news.isEmpty() && !gathering) newsDue = now.after(GATHER);
        gathering = !news.isEmpty();
        var flushed = out;
        out = new ArrayList<>();
        return flushed;
    }

    private void expire(Moment now) {
        table.expire(now.millis());
    }
}
