package org.osier.rendezvous;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections that are open, within their bounds. Who has too many is not let in; beyond the bound of all the
 * oldest goes, so that nobody keeps others out by sitting. Any thread.
 */
final class Visitors {
    private final int most;
    private final int mostPerSource;
    private final Set<Visitor> all = new LinkedHashSet<>(); // guarded by this, the oldest first
    private final Map<Long, Integer> bySource = new HashMap<>(); // guarded by this

    Visitors(int most, int mostPerSource) {
        this.most = most;
        this.mostPerSource = mostPerSource;
    }

    /** Before anything is made for a connection. @return false: not let in */
    synchronized boolean reserve(long source) {
        if (bySource.getOrDefault(source, 0) >= mostPerSource) return false;
        bySource.merge(source, 1, Integer::sum);
        return true;
    }

    /** It is there. @return who has to go for it, to be cut off outside of this lock */
    synchronized List<Visitor> enter(Visitor visitor) {
        all.add(visitor);
        return all.stream().limit(Math.max(0, all.size() - most)).toList();
    }

    /** It has gone; once for each. */
    synchronized void left(Visitor visitor) {
        if (!all.remove(visitor)) return;
        bySource.computeIfPresent(visitor.source(), (source, count) -> count == 1 ? null : count - 1);
    }

    synchronized int size() {
        return all.size();
    }
}
