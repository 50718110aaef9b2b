package org.osier.rendezvous;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.rendezvous.rules.AnswerForm;
import org.osier.rendezvous.rules.Ask;
import org.osier.rendezvous.rules.Kept;
import org.osier.rendezvous.rules.Name;
import org.osier.rendezvous.rules.Shelf;

/** The shelf, for many threads: its lock is held for as long as tables are looked at, not while bytes are laid out. */
final class Stock {
    private final Shelf shelf; // guarded by this
    private boolean changed; // guarded by this: differs from the file

    Stock(Shelf.Limits limits) {
        shelf = new Shelf(limits);
    }

    /** @return how many others were displaced */
    synchronized int put(Ask ask, byte[] sealed, long source, long nowMs) {
        changed = true;
        return shelf.put(ask.tag(), ask.slot(), sealed, source, nowMs);
    }

    byte[] answer(Name tag, long nowMs) {
        List<Kept> there;
        synchronized (this) {
            there = shelf.get(tag, nowMs);
        }
        return AnswerForm.write(there, nowMs);
    }

    synchronized void recall(List<Kept> earlier, long nowMs) {
        shelf.recall(earlier, nowMs);
    }

    synchronized void expire(long nowMs) {
        if (shelf.expire(nowMs) > 0) changed = true;
    }

    /** Everything, if it differs from what was taken last; else null: an empty shelf is something to write down, too. */
    synchronized @Nullable List<Kept> takeChanges() {
        if (!changed) return null;
        changed = false;
        return shelf.all();
    }

    /** What was taken last could not be written down. */
    synchronized void notWritten() {
        changed = true;
    }

    synchronized int size() {
        return shelf.size();
    }
}
