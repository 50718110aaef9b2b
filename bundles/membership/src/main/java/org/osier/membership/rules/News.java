package org.osier.membership.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.osier.node.NodeId;

/**
 * Records that are passed on at once. Each record is new to a node once, and passed on then: so it goes to each peer once
 * at most. Gathered for a moment, so that a frame carries several. One thread at a time.
 */
final class News {
    /** What waits at most; what finds no room comes with an exchange. Our choice. */
    static final int MAX_WAITING = 256;

    /** Peers that get a piece of news from us: if each tells six, all but one of 400 hear it. Our choice. */
    static final int FAN_OUT = 6;

    private record Piece(NodeId of, byte[] record, NodeId from) {}

    private final Deque<Piece> waiting = new ArrayDeque<>();
    private final Random random;

    News(Random random) {
        this.random = random;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** @param of whose record @param from who brought it. @return false: there is no room */
    boolean add(NodeId of, byte[] record, NodeId from) {
        if (waiting.size() >= MAX_WAITING) return false;
        waiting.add(new Piece(of, record, from));
        return true;
    }

    /** To whom everything that waits goes. */
    Map<NodeId, List<byte[]>> take(Collection<NodeId> linked) {
        var all = new ArrayList<>(linked);
        Collections.sort(all); // a run depends on its seed alone
        Collections.shuffle(all, random);
        var to = new HashMap<NodeId, List<byte[]>>();
        for (var peer : all.subList(0, Math.min(FAN_OUT, all.size()))) {
            var records = waiting.stream()
                    .filter(piece -> !piece.from.equals(peer) && !piece.of.equals(peer))
                    .map(Piece::record)
                    .toList();
            if (!records.isEmpty()) to.put(peer, records);
        }
        waiting.clear();
        return to;
    }
}
