package org.osier.core.node.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osier.core.record.RecordRules;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * Records that peers told us of others, since we asked: at most {@value #MAX}, {@value ExchangeTerms#MOST} of one teller, whose
 * older ones go for its newer ones. When it is full, who told the most gives way. One thread at a time.
 */
public final class ExchangeBook {
    /** Records at most. Our choice. */
    public static final int MAX = 256;

    /** @param kept whether it counts now; @param gone who does not any more */
    public record Change(boolean kept, List<NodeId> gone) {}

    private record Held(NodeRecord record, NodeId teller) {}

    private final Map<NodeId, Held> held = new LinkedHashMap<>(); // the oldest word first

    /** A verified record was told. */
    public Change told(NodeId teller, NodeRecord record) {
        var before = held.get(record.id());
        if (before != null && !RecordRules.replaces(before.record, record)) return new Change(false, List.of());
        held.remove(record.id());
        var gone = new ArrayList<NodeId>();
        if (count(teller) >= ExchangeTerms.MOST) gone.add(dropOldest(teller));
        if (held.size() >= MAX) {
            var most = most();
            if (count(most) <= count(teller) + 1) return new Change(false, forgotten(before, gone));
            gone.add(dropOldest(most));
        }
        held.put(record.id(), new Held(record, teller));
        return new Change(true, gone);
    }

    /** The record that it was to replace counts no more either: it is known to be old. */
    private static List<NodeId> forgotten(@Nullable Held before, List<NodeId> gone) {
        if (before != null) gone.add(before.record.id());
        return gone;
    }

    private int count(NodeId teller) {
        return (int) held.values().stream().filter(h -> h.teller.equals(teller)).count();
    }

    private NodeId most() {
        var counts = new HashMap<NodeId, Integer>();
        for (var h : held.values()) counts.merge(h.teller, 1, Integer::sum);
        return counts.entrySet().stream()
                .max(Map.Entry.<NodeId, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElseThrow();
    }

    private NodeId dropOldest(NodeId teller) {
        var oldest = held.values().stream()
                .filter(h -> h.teller.equals(teller))
                .findFirst()
                .orElseThrow();
        held.remove(oldest.record.id());
        return oldest.record.id();
    }

    /** Not needed any more: it expired, or nobody is looked for now. @return whether it was here */
    public boolean forget(NodeId node) {
        return held.remove(node) != null;
    }

    /** The node told us this of itself. @return whether what others told is no newer, and forgotten */
    public boolean outdated(NodeRecord own) {
        var told = held.get(own.id());
        return told != null && told.record.serial() <= own.serial() && forget(own.id());
    }

    /** What is held, the oldest word first. */
    public List<NodeRecord> all() {
        return held.values().stream().map(Held::record).toList();
    }

    /** Those that have expired. */
    public List<NodeId> expired(Instant now) {
        return held.values().stream()
                .filter(h -> !now.isBefore(h.record.expires()))
                .map(h -> h.record.id())
                .toList();
    }
}
