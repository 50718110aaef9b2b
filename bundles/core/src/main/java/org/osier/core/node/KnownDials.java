package org.osier.core.node;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osier.core.handshake.HandshakeException.Reason;
import org.osier.core.handshake.HandshakePattern;
import org.osier.core.link.LinkReceiver;
import org.osier.node.NodeId;

/**
 * Dials of two messages (IK) to peers whose link key is known, where the configuration says so. If the other end does
 * not take it, because its key is another one by now or because it knows only XX, the same dial goes on with XX at once,
 * and the key that was in vain is not tried again. The loop's alone.
 */
final class KnownDials {
    private record Try(PeerEntry entry, byte[] key, Runnable withXx) {}

    private final PeerTable table;
    private final Map<LinkReceiver, Try> underWay = new HashMap<>(); // as many as connections
    private HandshakePattern pattern = HandshakePattern.XX;

    KnownDials(PeerTable table) {
        this.table = table;
    }

    /** How peers whose link key is known are dialled from now on. */
    void pattern(HandshakePattern pattern) {
        this.pattern = pattern;
    }

    /** The link key to try; empty: XX. */
    Optional<byte[]> key(Optional<NodeId> expected) {
        if (pattern != HandshakePattern.IK) return Optional.empty();
        return expected.map(table::find)
                .filter(entry -> !Arrays.equals(entry.linkKey, entry.keyInVain))
                .map(entry -> entry.linkKey);
    }

    /** A dial with this key begins. @param withXx dials the same again, with XX */
    void begins(LinkReceiver end, byte[] key, Runnable withXx) {
        end.origin().expected().map(table::find).ifPresent(entry -> underWay.put(end, new Try(entry, key, withXx)));
    }

    /** A dial has ended. @return whether it goes on with XX */
    boolean goesOn(LinkReceiver end) {
        var tried = underWay.remove(end);
        if (tried == null || !notTaken(end)) return false;
        tried.entry().keyInVain = tried.key();
        tried.withXx().run();
        return true;
    }

    /** Nobody says in clear that a key is not his: the connection ends without a word. */
    private static boolean notTaken(LinkReceiver end) {
        if (end.link() != null || !end.connected() || end.gaveUp() != null) return false;
        var failure = end.failure();
        return failure == null || failure.reason() == Reason.UNSUPPORTED && failure.unproven();
    }
}
