package org.osier.membership.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * Whom to link with: members at random, until there are as many links as are wished. At random, because then a mesh of any
 * size holds together, whoever goes. Who is not reached makes room for another. One thread at a time.
 */
public final class LinkPlan {
    /** Members that stand at once, whatever is wished. */
    public static final int MAX_STANDING = 256;

    /** Who is not linked by then makes room; core has dialled him some five times. Our choice. */
    static final Duration TRIED = Duration.ofSeconds(30);

    /** And is not tried again for so long, unless he has a new record. Our choice. */
    static final Duration REST = Duration.ofMinutes(1);

    private record Rest(long serial, long until) {}

    private final Random random;
    private final Map<NodeId, Long> standing = new LinkedHashMap<>(); // since when
    private final Map<NodeId, Rest> resting = new HashMap<>();

    public LinkPlan(Random random) {
        this.random = random;
    }

    /**
     * Who should stand as a candidate now.
     *
     * @param others records of members, not ours
     * @param peers linked with us, or lost so shortly ago that the node looks for them itself
     * @param links that are wished
     */
    public List<NodeRecord> wanted(List<NodeRecord> others, Set<NodeId> peers, int links, long nanos) {
        var known = new HashMap<NodeId, NodeRecord>();
        for (var record : others) {
            if (!record.addresses().isEmpty() && !peers.contains(record.id())) known.put(record.id(), record);
        }
        resting.entrySet()
                .removeIf(e -> nanos - e.getValue().until() >= 0
                        || !known.containsKey(e.getKey())
                        || known.get(e.getKey()).serial() > e.getValue().serial());
        standing.entrySet().removeIf(e -> !stays(known.get(e.getKey()), e.getValue(), nanos));
        int most = Math.max(0, Math.min(links - peers.size(), MAX_STANDING));
        while (standing.size() > most)
            standing.remove(standing.keySet().iterator().next());
        choose(known, most, nanos);
        return standing.keySet().stream().map(known::get).toList();
    }

    private boolean stays(@Nullable NodeRecord record, long since, long nanos) {
        if (record == null) return false;
        if (nanos - since < TRIED.toNanos()) return true;
        resting.put(record.id(), new Rest(record.serial(), nanos + REST.toNanos()));
        return false;
    }

    private void choose(Map<NodeId, NodeRecord> known, int most, long nanos) {
        if (standing.size() >= most) return;
        var eligible = new ArrayList<NodeId>();
        for (var id : known.keySet()) if (!standing.containsKey(id) && !resting.containsKey(id)) eligible.add(id);
        Collections.sort(eligible); // a run depends on its seed alone
        Collections.shuffle(eligible, random);
        for (var id : eligible.subList(0, Math.min(most - standing.size(), eligible.size()))) standing.put(id, nanos);
    }

    /** When somebody's time to be linked is over, in nanoseconds; {@code otherwise} if nobody stands. */
    public long due(long otherwise) {
        return standing.values().stream()
                .map(since -> since + TRIED.toNanos())
                .reduce((a, b) -> a - b < 0 ? a : b)
                .orElse(otherwise);
    }
}
