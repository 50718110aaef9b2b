package org.osier.membership.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osier.node.NodeId;

/**
 * What follows from what a peer says that it holds: the records that it lacks, and those that we lack. Both are bounded;
 * where a bound is reached the peer is told how far it went, and asks again from there, so that we keep nothing of it.
 */
final class Comparison {
    /** Of records in one answer: an eighth of what waits for a link at most (WIRE.md, section 3). Our choice. */
    static final int MAX_BYTES = 32_768;

    private final RecordTable table;
    private final NodeId self;
    private final NodeId peer;
    private final List<byte[]> lacking = new ArrayList<>();
    private final List<NodeId> wanted = new ArrayList<>();
    private int bytes;
    private int whole;

    private Comparison(RecordTable table, NodeId self, NodeId peer) {
        this.table = table;
        this.self = self;
        this.peer = peer;
    }

    /** @param peer who says this */
    static Comparison of(RecordTable table, NodeId self, NodeId peer, List<Section> sections) {
        var comparison = new Comparison(table, self, peer);
        for (var section : sections) {
            if (!comparison.answer(section)) break;
            comparison.whole++;
        }
        return comparison;
    }

    private boolean answer(Section section) {
        var told = new HashMap<NodeId, Entry>();
        for (var entry : section.entries()) told.put(entry.id(), entry);
        return give(section, told) && ask(told);
    }

    private boolean give(Section section, Map<NodeId, Entry> told) {
        for (var held : table.bucket(section.bucket()).values()) {
            var theirs = told.get(held.entry.id());
            boolean lacks = theirs == null ? section.covers(held.entry.id()) : held.entry.replaces(theirs);
            // A peer knows best what it is itself; what is newer than that was signed by whoever has its key.
            if (!lacks || held.entry.id().equals(peer) && theirs == null) continue;
            if (bytes >= MAX_BYTES) return false;
            var record = held.record.bytes();
            lacking.add(record);
            bytes += record.length;
        }
        return true;
    }

    private boolean ask(Map<NodeId, Entry> told) {
        for (var theirs : told.values()) {
            if (theirs.id().equals(self)) continue;
            var ours = table.find(theirs.id());
            boolean lack = ours == null ? table.hasRoom(peer) : theirs.replaces(ours.entry);
            if (!lack) continue;
            if (wanted.size() == SyncForm.MAX_WANTED) return false;
            wanted.add(theirs.id());
        }
        return true;
    }

    /** Records that the peer lacks. */
    List<byte[]> lacking() {
        return lacking;
    }

    /** Whose records we lack. */
    List<NodeId> wanted() {
        return wanted;
    }

    /** How many sections were compared to their end. */
    int whole() {
        return whole;
    }
}
