package org.osier.membership.rules;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osier.node.BadRecordException;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** The door of the table: which record counts (WIRE.md, section 7), the cheap questions first. One thread at a time. */
final class Intake {
    /** How far a signer's clock may be ahead of ours (WIRE.md, section 7). */
    private static final long AHEAD_MS = 60_000;

    /** A record that an exchange brings is news if it is not older: it was missed on its way. Our choice. */
    private static final long YOUNG_MS = 60_000;

    /** Copied identities that are named; further ones are only counted. Our choice. */
    private static final int MAX_NAMED = 32;

    private final NodeId self;
    private final RecordTable table;
    private final Checker checker;
    private final Tally tally;
    private final News news;
    private final Consumer<Output> out;
    private final Set<NodeId> named = new HashSet<>();
    private long learned;

    Intake(NodeId self, RecordTable table, Checker checker, Tally tally, News news, Consumer<Output> out) {
        this.self = self;
        this.table = table;
        this.checker = checker;
        this.tally = tally;
        this.news = news;
        this.out = out;
    }

    /** Records taken so far. */
    long learned() {
        return learned;
    }

    /** Somebody brings a record. @param isNews it was not asked for */
    void brought(byte[] bytes, NodeId from, boolean isNews, Moment now) {
        long mark = Entry.mark(bytes);
        if (table.holds(mark)) {
            tally.count(Counted.KNOWN);
            return;
        }
        try {
            take(checker.read(bytes), mark, from, isNews, now);
        } catch (BadRecordException e) {
            tally.count(Counted.MALFORMED);
        }
    }

    /** A peer's own record, which the node has verified and compared with what the peer proved. */
    void own(NodeRecord record, Moment now) {
        long mark = Entry.mark(record.bytes());
        if (!table.holds(mark)) take(record, mark, record.id(), true, now);
    }

    private void take(NodeRecord record, long mark, NodeId from, boolean isNews, Moment now) {
        var entry = new Entry(record.id(), record.serial(), mark);
        var held = table.find(record.id());
        if (record.id().equals(self)) {
            ofOurs(record, held, now);
        } else if (held == null && !table.hasRoom(from)) {
            tally.count(Counted.NO_ROOM);
        } else if (held != null && entry.serial() < held.entry.serial()) {
            tally.count(Counted.STALE);
        } else {
            refusal(record, now).ifPresentOrElse(tally::count, () -> good(record, entry, held, from, isNews, now));
        }
    }

    /**
     * What we are only we say: a record of ours that we did not make changes nothing, but somebody has our key. One of this
     * start is ours, and came round before we were told of it.
     */
    private void ofOurs(NodeRecord record, @Nullable Held held, Moment now) {
        if (held == null || record.serial() < held.entry.serial()) tally.count(Counted.STALE);
        else if (record.bootId() == held.record.bootId()) tally.count(Counted.KNOWN);
        else refusal(record, now).ifPresentOrElse(tally::count, () -> copied(record, true));
    }

    private Optional<Counted> refusal(NodeRecord record, Moment now) {
        if (record.expires().toEpochMilli() <= now.millis()) return Optional.of(Counted.EXPIRED);
        if (record.issued().toEpochMilli() - now.millis() > AHEAD_MS) return Optional.of(Counted.FUTURE);
        if (!checker.isOurs(record)) return Optional.of(Counted.FOREIGN);
        return checker.refusal(record);
    }

    private void good(NodeRecord record, Entry entry, @Nullable Held held, NodeId from, boolean isNews, Moment now) {
        if (held == null) {
            if (!table.add(record, entry, from)) {
                tally.count(Counted.NO_ROOM);
                return;
            }
        } else if (!entry.replaces(held.entry)) {
            copied(record, false); // the same serial, other bytes, and what we hold stays
            return;
        } else if (table.replace(held, record, entry)) {
            copied(record, false);
        }
        tally.count(Counted.NEW);
        learned++;
        boolean young = now.millis() - record.issued().toEpochMilli() <= YOUNG_MS;
        if ((isNews || young) && !news.add(entry.id(), record.bytes(), from)) tally.count(Counted.NOT_PASSED_ON);
    }

    private void copied(NodeRecord record, boolean ours) {
        tally.count(Counted.COPIED);
        if (named.size() < MAX_NAMED && named.add(record.id())) out.accept(new Output.Copied(record, ours));
    }
}
