package org.osier.core.joining.rules;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The tickets that count: each for ten minutes and for one who comes. One thread at a time.
 *
 * @param <D> what a ticket opens, told apart by identity
 */
public final class TicketBook<D> {
    /** Tickets at one time, at most (WIRE.md, section 2: doors 2). */
    public static final int MAX = 16;

    /** How long one counts. */
    public static final long LIFE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private record Entry<D>(D door, long until) {}

    private final Deque<Entry<D>> entries = new ArrayDeque<>(MAX); // newest first

    /** One more. @return false: there are too many */
    public boolean add(D door, long now) {
        expire(now);
        if (entries.size() >= MAX) return false;
        entries.addFirst(new Entry<>(door, now + LIFE_NANOS));
        return true;
    }

    /** What they open now, newest first. */
    public List<D> doors(long now) {
        expire(now);
        return entries.stream().map(Entry::door).toList();
    }

    /** Somebody came with this one: it counts no more. @return false: it counted no more before */
    public boolean take(D door, long now) {
        expire(now);
        return entries.removeIf(entry -> entry.door() == door);
    }

    private void expire(long now) {
        entries.removeIf(entry -> now - entry.until() >= 0);
    }
}
