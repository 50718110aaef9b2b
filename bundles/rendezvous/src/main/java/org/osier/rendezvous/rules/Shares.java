package org.osier.rendezvous.rules;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who holds how much, so that whoever holds most gives way first: a flood from one source displaces itself before it
 * displaces anybody else. One thread at a time.
 *
 * @param <T> what is held, by equality
 */
final class Shares<T> {
    private static final class Holder<T> {
        final long source;
        final Set<T> held = new LinkedHashSet<>();

        Holder(long source) {
            this.source = source;
        }

        int size() {
            return held.size();
        }

        long source() {
            return source;
        }
    }

    private final Map<Long, Holder<T>> holders = new HashMap<>();
    private final TreeSet<Holder<T>> byShare = new TreeSet<>(
            Comparator.<Holder<T>>comparingInt(Holder::size).reversed().thenComparingLong(Holder::source));

    void add(long source, T thing) {
        var holder = holders.computeIfAbsent(source, Holder::new);
        byShare.remove(holder); // its place follows from its size
        holder.held.add(thing);
        byShare.add(holder);
    }

    void remove(long source, T thing) {
        var holder = holders.get(source);
        if (holder == null) return;
        byShare.remove(holder);
        holder.held.remove(thing);
        if (holder.held.isEmpty()) holders.remove(source);
        else byShare.add(holder);
    }

    /** The oldest thing of who has most; there must be one. */
    T first() {
        return byShare.first().held.iterator().next();
    }
}
