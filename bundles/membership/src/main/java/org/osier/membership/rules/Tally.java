package org.osier.membership.rules;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How often each thing happened. One thread at a time. */
public final class Tally {
    private final Map<Counted, Long> counts = new EnumMap<>(Counted.class);

    void count(Counted what) {
        counts.merge(what, 1L, Long::sum);
    }

    /** Since the start. */
    public long of(Counted what) {
        return counts.getOrDefault(what, 0L);
    }

    /** As of now. */
    public Tally copy() {
        var copy = new Tally();
        copy.counts.putAll(counts);
        return copy;
    }

    /** What came to it since it was as {@code before}: only what is strange. */
    public Tally strangeSince(Tally before) {
        var since = new Tally();
        counts.forEach((what, count) -> {
            long more = count - before.of(what);
            if (what.strange() && more > 0) since.counts.put(what, more);
        });
        return since;
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    /** In one line, for people. */
    @Override
    public String toString() {
        return counts.isEmpty()
                ? "nothing"
                : counts.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey().words())
                        .collect(Collectors.joining(", "));
    }
}
