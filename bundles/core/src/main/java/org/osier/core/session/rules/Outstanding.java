package org.osier.core.session.rules;

import java.util.ArrayDeque;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one stream that left over a datagram link and are not known to have arrived, under way or lost: never
 * overlapping, by offset. What the other side says it has is dropped here at once, because it keeps what it says it has.
 */
final class Outstanding {
    private final TreeMap<Long, Transmission> byOffset = new TreeMap<>();
    private final ArrayDeque<Transmission> lost = new ArrayDeque<>(); // some may have arrived since

    boolean isEmpty() {
        return byOffset.isEmpty();
    }

    void add(Transmission t) {
        byOffset.put(t.from, t);
    }

    /** Every byte below {@code offset} has arrived. */
    void arrivedBelow(long offset, Flight flight, long now) {
        for (var first = byOffset.firstEntry(); first != null; first = byOffset.firstEntry()) {
            var t = first.getValue();
            if (t.from >= offset) return;
            byOffset.pollFirstEntry();
            if (t.to <= offset) {
                gone(t, flight, now);
            } else {
                t.startAt(offset);
                byOffset.put(offset, t);
                return;
            }
        }
    }

    /** The bytes from {@code from} to {@code to} have arrived. */
    void arrived(long from, long to, Flight flight, long now) {
        var before = byOffset.lowerEntry(from);
        if (before != null && before.getValue().to > from && before.getValue().to <= to) before.getValue().to = from;
        for (var next = byOffset.ceilingEntry(from);
                next != null && next.getKey() < to;
                next = byOffset.ceilingEntry(from)) {
            var t = next.getValue();
            byOffset.remove(next.getKey());
            if (t.to <= to) {
                gone(t, flight, now);
            } else {
                t.startAt(to);
                byOffset.put(to, t);
                return;
            }
        }
    }

    private static void gone(Transmission t, Flight flight, long now) {
        t.lost = false; // if it was taken for lost it is there all the same
        flight.arrived(t, now);
    }

    void lost(Transmission t) {
        t.lost = true;
        lost.add(t);
    }

    /** What is to be sent again first; null: nothing. */
    @Nullable
    Transmission firstLost() {
        while (!lost.isEmpty() && !lost.peek().lost) lost.poll();
        return lost.peek();
    }

    /** It leaves again, as new ones that replace it. */
    void takeLost(Transmission t) {
        lost.remove();
        t.lost = false;
        byOffset.remove(t.from, t);
    }

    /** The rest of it did not fit and is still to be sent again first. */
    void putBackLost(Transmission rest) {
        rest.lost = true;
        lost.addFirst(rest);
        add(rest);
    }

    /** All of it will be sent anew, whatever became of it. */
    void forget(Flight flight) {
        byOffset.values().forEach(flight::forget);
        byOffset.clear();
        lost.clear();
    }

    int size() {
        return byOffset.size();
    }
}
