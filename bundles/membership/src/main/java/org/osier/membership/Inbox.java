package org.osier.membership;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/** Frames between the links that bring them and the one thread that reads them: no peer can fill it for the others. Thread-safe. */
final class Inbox {
    /** Of one peer; three of the longest answers fit. Our choice. */
    static final int PEER_BYTES = 131_072;

    /** Of all. Our choice. */
    static final int ALL_BYTES = 2_097_152;

    /** What a frame costs beside its bytes: so that empty ones are bounded too. */
    private static final int OVERHEAD = 64;

    /** A frame. */
    record Arrived(NodeId from, byte[] payload) {
        private int cost() {
            return OVERHEAD + payload.length;
        }
    }

    private final Queue<Arrived> waiting = new ArrayDeque<>(); // guarded by this
    private final Map<NodeId, Integer> ofPeer = new HashMap<>(); // guarded by this; bytes of those that wait
    private int bytes; // guarded by this

    /** @param payload copied. @return false: shed */
    synchronized boolean offer(NodeId from, ByteBuffer payload) {
        int cost = OVERHEAD + payload.remaining();
        int theirs = ofPeer.getOrDefault(from, 0) + cost;
        if (theirs > PEER_BYTES || bytes + cost > ALL_BYTES) return false;
        var copy = new byte[payload.remaining()];
        payload.get(copy);
        waiting.add(new Arrived(from, copy));
        ofPeer.put(from, theirs);
        bytes += cost;
        return true;
    }

    /** The next one; null: none waits. */
    synchronized @Nullable Arrived poll() {
        var next = waiting.poll();
        if (next == null) return null;
        bytes -= next.cost();
        ofPeer.computeIfPresent(next.from(), (id, theirs) -> theirs > next.cost() ? theirs - next.cost() : null);
        return next;
    }
}
