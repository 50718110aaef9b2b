package org.osier.core.handshake;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The knocks that were accepted, so that a recorded one opens nothing. Each is kept for as long as its time would be
 * accepted, and never forgotten early: when the memory is full, new ones are turned away. Any thread; one short lock.
 */
public final class KnockMemory {
    /** Knocks that are kept at most (WIRE.md, section 2), about 2 MB; more where more connections are allowed. */
    static final int CAPACITY = 16_384;

    /** So often everybody may come back within the time that a knock is kept. */
    private static final int PER_CONNECTION = 4;

    /** How far a clock may be off, and how long a knock is kept after the later of acceptance and its time. */
    static final long WINDOW_MS = 600_000;

    /** What the memory says to a knock. */
    enum Answer {
        /** Not heard before, and kept now. */
        NEW,
        /** Heard before. */
        REPEATED,
        /** Not heard before, but there is no room to keep it. */
        FULL
    }

    private record Kept(long knock, long untilMs) {}

    private int capacity = CAPACITY;
    private final Set<Long> knocks = new HashSet<>();
    private final PriorityQueue<Kept> byEnd = new PriorityQueue<>(Comparator.comparingLong(Kept::untilMs));

    /** How many connections the node may hold: a crowd that comes back at once must not be turned away. */
    public synchronized void connections(int most) {
        capacity = Math.max(CAPACITY, PER_CONNECTION * most);
    }

    /** Whether it was accepted before, as long as its time would still be. */
    synchronized boolean heard(long knock) {
        return knocks.contains(knock);
    }

    synchronized Answer accept(long knock, long timeMs, long nowMs) {
        for (var first = byEnd.peek(); first != null && first.untilMs() < nowMs; first = byEnd.peek()) {
            byEnd.remove();
            knocks.remove(first.knock());
        }
        if (knocks.contains(knock)) return Answer.REPEATED;
        if (knocks.size() >= capacity) return Answer.FULL;
        knocks.add(knock);
        byEnd.add(new Kept(knock, Math.max(timeMs, nowMs) + WINDOW_MS));
        return Answer.NEW;
    }
}
