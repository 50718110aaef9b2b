package org.osier.discovery.seeds;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osier.discovery.Candidates;
import org.osier.discovery.seeds.rules.Wanted;

/**
 * What stands with the node since one start. Thread-safe: its lock is held while the node is told, which never blocks, so
 * that nothing is told after {@link #close}.
 */
final class Offering {
    private final Candidates candidates;
    private final Map<Object, Wanted> offered = new HashMap<>();
    private boolean open = true;

    Offering(Candidates candidates) {
        this.candidates = candidates;
    }

    /** Finds who is new or different, withdraws who is not wanted any more. */
    synchronized void offer(Map<Object, Wanted> wanted, Instant now) {
        if (!open) return;
        for (var old : List.copyOf(offered.keySet())) {
            if (!wanted.containsKey(old))
                candidates.withdrawn(offered.remove(old).candidate());
        }
        wanted.forEach((who, one) -> {
            if (!one.equals(offered.put(who, one))) candidates.found(one.at(now));
        });
    }

    synchronized void close() {
        open = false;
    }
}
