package org.osier.discovery.seeds.rules;

import java.time.Instant;
import java.util.Arrays;
import org.osier.discovery.seeds.rules.MeetingBook.Verdict;
import org.osier.node.BadRecordException;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.node.Records;

/** Believes of what lies at a rendezvous only what its member sealed for that slot and signed. One thread at a time. */
public final class MeetingReader {
    private final MeetingBook book;

    public MeetingReader(NodeId self) {
        book = new MeetingBook(self);
    }

    /** Who was met. */
    public MeetingBook book() {
        return book;
    }

    /** @param entry from anybody */
    public Verdict on(MeetingPlace place, Answer.Entry entry, Records verifier, Instant now) {
        var opened = place.open(entry.slot(), entry.sealed());
        if (opened == null) return Verdict.FOREIGN;
        try {
            var parsed = NodeRecord.parse(opened.record());
            if (!Arrays.equals(place.slot(parsed.id()), entry.slot())) return Verdict.MISPLACED;
            var known = book.known(parsed);
            return book.on(known.isPresent() ? known.get() : verifier.verify(opened.record()), opened, now);
        } catch (BadRecordException e) {
            return Verdict.REFUSED;
        }
    }
}
