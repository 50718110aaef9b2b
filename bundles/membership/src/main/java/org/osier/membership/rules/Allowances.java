package org.osier.membership.rules;

import java.util.LinkedHashMap;
import java.util.Map;
import org.osier.node.NodeId;

/** What each peer may bring and ask for. Kept when a link goes, so that a new one is no new allowance. One thread at a time. */
final class Allowances {
    /** Peers that are remembered, those that said something last; 24 links are usual. Our choice. */
    private static final int MAX_PEERS = 1_024;

    // Bytes of records that nobody asked for: a burst of 600 records of 400 bytes, 40 a second. Our choice.
    private static final long BRING_BYTES = 262_144;
    private static final long BRING_PER_SECOND = 16_384;

    // Bytes that our answers hold or ask for: two full tables once, then 80 records a second. Our choice.
    private static final long ASK_BYTES = 4_194_304;
    private static final long ASK_PER_SECOND = 32_768;

    /** Of one peer. */
    static final class Of {
        final Allowance bring;
        final Allowance ask;

        private Of(long nanos) {
            bring = new Allowance(BRING_BYTES, BRING_PER_SECOND, nanos);
            ask = new Allowance(ASK_BYTES, ASK_PER_SECOND, nanos);
        }
    }

    private final Map<NodeId, Of> peers = new LinkedHashMap<>(16, 0.75f, true);

    Of of(NodeId peer, long nanos) {
        var found = peers.get(peer);
        if (found != null) return found;
        if (peers.size() >= MAX_PEERS) {
            var longestSilent = peers.keySet().iterator();
            longestSilent.next();
            longestSilent.remove();
        }
        var made = new Of(nanos);
        peers.put(peer, made);
        return made;
    }
}
