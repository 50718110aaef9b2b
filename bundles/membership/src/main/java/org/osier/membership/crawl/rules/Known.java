package org.osier.membership.crawl.rules;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * Somebody that this node can tell of.
 *
 * @param record the newest one that it has
 * @param linked whether a link stands
 */
public record Known(NodeRecord record, boolean linked) {
    /**
     * Everybody whom this node can tell of: peers that were admitted, and whoever else's record it holds.
     *
     * @param now what has expired by then is not told
     */
    public static Collection<Known> of(NodeId self, List<Peer> peers, List<NodeRecord> records, Instant now) {
        var all = new HashMap<NodeId, Known>();
        for (var record : records) add(all, new Known(record, false));
        for (var peer : peers) {
            if (peer.state() == PeerState.PENDING) continue;
            boolean linked = peer.state() == PeerState.ALIVE;
            peer.record().ifPresent(record -> add(all, new Known(record, linked)));
        }
        all.remove(self);
        all.values().removeIf(known -> !now.isBefore(known.record.expires()));
        return all.values();
    }

    private static void add(HashMap<NodeId, Known> all, Known known) {
        all.merge(
                known.record.id(),
                known,
                (a, b) -> new Known(b.record.serial() > a.record.serial() ? b.record : a.record, a.linked || b.linked));
    }

    /** The page that was asked for. */
    public static Answer.Page page(Collection<Known> all, Question question) {
        var rest = all.stream()
                .filter(known -> known.linked || question.scope() == Scope.RECORDS)
                .filter(known -> known.record.id().compareTo(question.after()) > 0)
                .sorted(Comparator.comparing(known -> known.record.id()))
                .limit(question.most() + 1L)
                .toList();
        boolean more = rest.size() > question.most();
        var told = more ? rest.subList(0, question.most()) : rest;
        var entries = told.stream()
                .map(known -> new Answer.Entry(ByteBuffer.wrap(known.record.bytes()), known.linked))
                .toList();
        var last = told.isEmpty() ? null : told.get(told.size() - 1).record.id();
        return new Answer.Page(entries, more ? Optional.ofNullable(last) : Optional.empty());
    }
}
