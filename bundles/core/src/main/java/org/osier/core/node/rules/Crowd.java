package org.osier.core.node.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** How many candidates that nobody proved there are at each prefix. One thread at a time. */
final class Crowd {
    /** Of one prefix that have their turn at once: whoever holds a prefix must not have all of our dials. Our choice. */
    static final int MOST = 32;

    private final Map<String, Integer> counts = new HashMap<>();
    private int excess; // over all prefixes

    void add(Collection<String> prefixes) {
        for (var prefix : prefixes) if (counts.merge(prefix, 1, Integer::sum) > MOST) excess++;
    }

    void remove(Collection<String> prefixes) {
        for (var prefix : prefixes) {
            var left = counts.computeIfPresent(prefix, (p, count) -> count == 1 ? null : count - 1);
            if (left != null && left >= MOST) excess--;
        }
    }

    /** Whether one more would be too many at any of these. */
    boolean isFull(Collection<String> prefixes) {
        return prefixes.stream().anyMatch(prefix -> counts.getOrDefault(prefix, 0) >= MOST);
    }

    /** Whether somebody waits for his turn anywhere. */
    boolean isOverAnywhere() {
        return excess > 0;
    }

    /** Whether there are too many already at any of these: somebody waits for his turn. */
    boolean isOver(Collection<String> prefixes) {
        return excess > 0 && prefixes.stream().anyMatch(prefix -> counts.getOrDefault(prefix, 0) > MOST);
    }
}
