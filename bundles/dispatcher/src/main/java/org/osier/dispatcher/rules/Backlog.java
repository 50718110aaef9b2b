package org.osier.dispatcher.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/**
 * What was accepted and waits for its handler. Items of one peer and stream form a lane: one at a time, in order. Lanes
 * take turns, one item each. A lane may hold as many bytes as are free for all (the dynamic threshold of Choudhury and
 * Hahne, 1998), so that one peer fills at most half and others still find room.
 *
 * <p>Not thread-safe: its owner holds a lock. Holds at most {@code limit} bytes and one item more.
 */
public final class Backlog<T extends Backlog.Item> {
    /** What can wait here. */
    public interface Item {
        /** With {@link #stream}, its lane. */
        NodeId peer();

        /** 0 to 15. */
        int stream();

        /** Its size. */
        int bytes();
    }

    /** Counted beside the bytes of an item: the objects around it, so that a flood of empty ones is bounded too. */
    static final int BESIDE_BYTES = 256;
    /** Lanes that stay when they are empty, so that a lone message makes none; our choice. */
    static final int KEPT_LANES = 1_024;
    /** A lane that was deeper is not kept: its array never shrinks. */
    private static final int KEPT_DEPTH = 64;

    private final long limit;
    private final Map<NodeId, List<Lane<T>>> lanes = new HashMap<>();
    private final ArrayDeque<Lane<T>> ready = new ArrayDeque<>();
    private final List<Lane<T>> parked = new ArrayList<>();
    private final Set<Lane<T>> refused = new LinkedHashSet<>(); // at most one wish per lane, the oldest first
    private int laneCount;
    private int size;
    private long used;

    /** @param limit bytes, above 0 */
    public Backlog(long limit) {
        this.limit = limit;
    }

    /** Items that wait or run. */
    public int size() {
        return size;
    }

    /** Whether a lane waits for its turn. */
    public boolean ready() {
        return !ready.isEmpty();
    }

    /** Whether nothing of this peer and stream waits or runs. */
    public boolean idle(NodeId peer, int stream) {
        var lane = find(peer, stream);
        return lane == null || lane.idle();
    }

    /**
     * Takes an item, or refuses it for want of room.
     *
     * @param roomAgain comes out of {@link #roomAgain} once if this returns false; a later wish for the same lane
     *     takes its place
     */
    public boolean offer(T item, Runnable roomAgain) {
        var lane = laneOf(item.peer(), item.stream());
        long free = limit - used;
        if (free <= 0 || lane.bytes > free) {
            lane.roomAgain = roomAgain;
            refused.add(lane);
            return false;
        }
        if (lane.idle()) ready.add(lane);
        lane.add(item);
        lane.bytes += cost(item);
        used += cost(item);
        size++;
        return true;
    }

    /**
     * The lane whose turn it is; it stays with the caller until {@link #done} or {@link #park}.
     *
     * @return null if nothing can run now
     */
    public @Nullable Lane<T> next(long now) {
        var due = nextDue();
        if (due.isPresent() && due.getAsLong() - now <= 0) unpark();
        var lane = ready.poll();
        if (lane != null) lane.begin();
        return lane;
    }

    /** The current item of this lane was dealt with. */
    public void done(Lane<T> lane) {
        long cost = cost(lane.current());
        lane.end();
        lane.bytes -= cost;
        used -= cost;
        size--;
        if (!lane.waiting.isEmpty()) ready.add(lane);
        else if (lane.roomAgain == null) idled(lane);
    }

    /** The current item of this lane cannot run yet: it keeps its place, the lane gets no turn. */
    public void park(Lane<T> lane, long until) {
        lane.putBack();
        lane.parkedUntil = until;
        parked.add(lane);
    }

    /** Parked lanes get turns again. */
    public void unpark() {
        ready.addAll(parked);
        parked.clear();
    }

    /** When {@link #next} can have something that it does not have now; empty if only an event can change that. */
    public OptionalLong nextDue() {
        if (parked.isEmpty()) return OptionalLong.empty();
        long earliest = parked.get(0).parkedUntil;
        for (var lane : parked) if (lane.parkedUntil - earliest < 0) earliest = lane.parkedUntil;
        return OptionalLong.of(earliest);
    }

    /**
     * Takes out whom to tell that there is room again: for as much as its lane holds, and once more, so that a full
     * lane is not told of every single item.
     */
    public List<Runnable> roomAgain() {
        if (refused.isEmpty()) return List.of();
        long free = limit - used;
        var tell = new ArrayList<Runnable>();
        refused.removeIf(lane -> {
            if (free <= 0 || lane.bytes > free / 2 || lane.roomAgain == null) return false;
            tell.add(lane.roomAgain);
            lane.roomAgain = null;
            if (lane.idle()) idled(lane);
            return true;
        });
        return tell;
    }

    /** Takes out everything that waits and does not run, and forgets who wanted room. */
    public List<T> clear() {
        var rest = new ArrayList<T>();
        for (var ofPeer : lanes.values()) {
            for (var lane : ofPeer) {
                for (var item : lane.waiting) {
                    lane.bytes -= cost(item);
                    used -= cost(item);
                    size--;
                }
                rest.addAll(lane.waiting);
                lane.waiting.clear();
                lane.roomAgain = null;
            }
        }
        ready.clear();
        parked.clear();
        refused.clear();
        return rest;
    }

    int lanes() {
        return laneCount;
    }

    private long cost(T item) {
        return item.bytes() + BESIDE_BYTES;
    }

    private @Nullable Lane<T> find(NodeId peer, int stream) {
        var ofPeer = lanes.get(peer);
        if (ofPeer == null) return null;
        for (int i = 0; i < ofPeer.size(); i++) if (ofPeer.get(i).stream == stream) return ofPeer.get(i);
        return null;
    }

    private Lane<T> laneOf(NodeId peer, int stream) {
        var found = find(peer, stream);
        if (found != null) return found;
        var lane = new Lane<T>(peer, stream);
        lanes.computeIfAbsent(peer, p -> new ArrayList<>(1)).add(lane);
        laneCount++;
        return lane;
    }

    private void idled(Lane<T> lane) {
        if (laneCount <= KEPT_LANES && lane.deepest <= KEPT_DEPTH) return;
        laneCount--;
        lanes.computeIfPresent(lane.peer, (peer, ofPeer) -> {
            ofPeer.remove(lane);
            return ofPeer.isEmpty() ? null : ofPeer;
        });
    }
}
