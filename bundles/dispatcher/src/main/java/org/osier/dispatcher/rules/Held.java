package org.osier.dispatcher.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.osier.node.NodeId;

/**
 * Streams whose next message is for a handler that went. It was not taken: it waits in its session, where it outlasts
 * this dispatcher too, and whoever brought it is told when there is news. One wish for each stream of a peer. Not
 * thread-safe: its owner holds a lock.
 */
public final class Held {
    private record Stream(NodeId peer, int number) {}

    private record Wish(Runnable again, long until) {}

    private final Map<Stream, Wish> wishes = new LinkedHashMap<>();

    /** @param again whom to tell; @param until when the wait is over, a {@code nanoTime} */
    public void add(NodeId peer, int stream, Runnable again, long until) {
        wishes.put(new Stream(peer, stream), new Wish(again, until));
    }

    /** Whatever it was that they wait for, it may have come: all are due. */
    public void news(long now) {
        wishes.replaceAll((stream, wish) -> new Wish(wish.again(), now));
    }

    /** Takes out whom to tell now. */
    public List<Runnable> due(long now) {
        if (wishes.isEmpty()) return List.of();
        var due = new ArrayList<Runnable>();
        wishes.values().removeIf(wish -> wish.until() - now <= 0 && due.add(wish.again()));
        return due;
    }

    /** When {@link #due} has something; empty if nothing waits. */
    public OptionalLong nextDue() {
        var earliest = OptionalLong.empty();
        for (var wish : wishes.values()) {
            if (earliest.isEmpty() || wish.until() - earliest.getAsLong() < 0) earliest = OptionalLong.of(wish.until());
        }
        return earliest;
    }

    /** Nobody is told any more. */
    public void clear() {
        wishes.clear();
    }
}
