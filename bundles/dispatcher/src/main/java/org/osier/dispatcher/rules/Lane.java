package org.osier.dispatcher.rules;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/** What came from one peer on one stream and was not dealt with yet: one item at a time, in order. */
public final class Lane<T> {
    final NodeId peer;
    final int stream;
    final ArrayDeque<T> waiting = new ArrayDeque<>();

    /** Of what waits and what runs. */
    long bytes;
    /** Since it was made. */
    int deepest;
    /** Meant only while parked, a {@code nanoTime}. */
    long parkedUntil;
    /** Not null while an item was refused and its bringer waits. */
    @Nullable
    Runnable roomAgain;

    private @Nullable T running;

    Lane(NodeId peer, int stream) {
        this.peer = peer;
        this.stream = stream;
    }

    /** The item whose turn it is; for whoever was given this lane by {@link Backlog#next}, until it gives it back. */
    public T current() {
        if (running == null) throw new AssertionError("a lane is shown to others only while it has its turn");
        return running;
    }

    boolean idle() {
        return running == null && waiting.isEmpty();
    }

    void add(T item) {
        waiting.add(item);
        deepest = Math.max(deepest, waiting.size());
    }

    void begin() {
        running = waiting.remove();
    }

    void end() {
        running = null;
    }

    void putBack() {
        waiting.addFirst(current());
        running = null;
    }
}
