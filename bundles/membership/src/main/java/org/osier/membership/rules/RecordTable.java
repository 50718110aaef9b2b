package org.osier.membership.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * The newest record of each member, at most {@value #MAX_RECORDS}. Who is linked with us keeps its place. When there is
 * no room, a record goes that came from whoever brought the most, the one that came last: so a peer that invents members
 * displaces what it brought itself, and not what others bring. One thread at a time.
 */
public final class RecordTable {
    /** Members that a node holds records of, itself included. Our choice. */
    public static final int MAX_RECORDS = 4_096;

    private final List<TreeMap<NodeId, Held>> buckets = IntStream.range(0, Sums.BUCKETS)
            .mapToObj(i -> new TreeMap<NodeId, Held>())
            .toList();
    private final Set<Long> marks = new HashSet<>();
    private final Map<NodeId, Integer> shares = new HashMap<>();
    private Set<NodeId> linked = Set.of();
    private int size;
    private long order;
    private long earliestEnd = Long.MAX_VALUE; // nothing expires before; milliseconds

    int size() {
        return size;
    }

    /** Who is linked with us: they keep their places. */
    void linked(Set<NodeId> linked) {
        this.linked = Set.copyOf(linked);
    }

    @Nullable
    Held find(NodeId id) {
        return bucket(id).get(id);
    }

    /** All of one bucket, by id. */
    TreeMap<NodeId, Held> bucket(int bucket) {
        return buckets.get(bucket);
    }

    private TreeMap<NodeId, Held> bucket(NodeId id) {
        return buckets.get(Entry.bucket(id));
    }

    /** Whether a record with this mark is held: it need not be looked at again. */
    boolean holds(long mark) {
        return marks.contains(mark);
    }

    Sums sums(long salt) {
        var all = new ArrayList<long[]>(Sums.BUCKETS);
        for (var bucket : buckets) {
            var some = new long[bucket.size()];
            int next = 0;
            for (var held : bucket.values()) some[next++] = held.entry.mark();
            all.add(some);
        }
        return Sums.of(salt, all);
    }

    /** All of them, by id. */
    List<NodeRecord> records() {
        var all = new ArrayList<NodeRecord>(size);
        for (var bucket : buckets) for (var held : bucket.values()) all.add(held.record);
        return all;
    }

    /** Whether a member that we do not know yet would get a place. */
    boolean hasRoom(@Nullable NodeId from) {
        return size < MAX_RECORDS || from == null || share(from) < largestShare();
    }

    private int share(NodeId from) {
        return shares.getOrDefault(from, 0);
    }

    private int largestShare() {
        return shares.values().stream().mapToInt(i -> i).max().orElse(0);
    }

    /**
     * A member's first record.
     *
     * @param from who brought it, it may be the member itself; null: it is ours
     * @return false: there is no room
     */
    boolean add(NodeRecord record, Entry entry, @Nullable NodeId from) {
        if (size >= MAX_RECORDS && (!hasRoom(from) || !makeRoom())) return false;
        bucket(entry.id()).put(entry.id(), new Held(record, entry, from, order++));
        marks.add(entry.mark());
        if (from != null) endsAt(record);
        if (from != null) shares.merge(from, 1, Integer::sum);
        size++;
        return true;
    }

    /** A newer one. @return whether it proves a copied identity */
    boolean replace(Held held, NodeRecord record, Entry entry) {
        marks.remove(held.entry.mark());
        marks.add(entry.mark());
        if (held.from != null) endsAt(record);
        return held.replace(record, entry);
    }

    private void endsAt(NodeRecord record) {
        earliestEnd = Math.min(earliestEnd, record.expires().toEpochMilli());
    }

    private boolean makeRoom() {
        int largest = largestShare();
        return buckets.stream()
                .flatMap(b -> b.values().stream())
                .filter(h -> h.from != null && share(h.from) == largest && !linked.contains(h.entry.id()))
                .max(Comparator.comparingLong(h -> h.order))
                .map(this::remove)
                .orElse(false);
    }

    private boolean remove(Held held) {
        bucket(held.entry.id()).remove(held.entry.id());
        forgotten(held);
        return true;
    }

    private void forgotten(Held held) {
        marks.remove(held.entry.mark());
        if (held.from != null) shares.computeIfPresent(held.from, (id, n) -> n > 1 ? n - 1 : null);
        size--;
    }

    /** Drops every record of others of which this holds. */
    void removeIf(Predicate<NodeRecord> gone) {
        for (var bucket : buckets) {
            bucket.values().removeIf(held -> {
                if (held.from == null || !gone.test(held.record)) return false;
                forgotten(held);
                return true;
            });
        }
    }

    /** Drops what has expired. Costs nothing before something has. */
    void expire(long millis) {
        if (millis < earliestEnd) return;
        removeIf(record -> record.expires().toEpochMilli() <= millis);
        earliestEnd = buckets.stream()
                .flatMap(b -> b.values().stream())
                .filter(held -> held.from != null)
                .mapToLong(held -> held.record.expires().toEpochMilli())
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
