package org.osier.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * Members that stand as candidates with the node since one start. Thread-safe: its lock is held while the node is told,
 * which never blocks, so that nothing is told after {@link #close}.
 */
final class Offering {
    private final Candidates candidates;
    private final Map<NodeId, NodeRecord> offered = new HashMap<>();
    private boolean open = true;

    Offering(Candidates candidates) {
        this.candidates = candidates;
    }

    /** Finds who is new or different, withdraws who is not wanted any more. */
    synchronized void offer(List<NodeRecord> wanted, Instant now) {
        if (!open) return;
        var ids = wanted.stream().map(NodeRecord::id).collect(Collectors.toSet());
        for (var old : List.copyOf(offered.keySet())) {
            if (!ids.contains(old)) candidates.withdrawn(candidate(offered.remove(old)));
        }
        for (var record : wanted) {
            if (!now.isBefore(record.expires()) || record.equals(offered.put(record.id(), record))) continue;
            candidates.found(candidate(record).lasting(Duration.between(now, record.expires())));
        }
    }

    private static Candidate candidate(NodeRecord record) {
        return Candidate.of(record.id(), record.bootId(), record.addresses());
    }

    synchronized void close() {
        open = false;
    }
}
