package org.osier.crawl;

import java.util.Optional;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/**
 * A node that a crawl found. Immutable.
 *
 * @param id whose
 * @param record the newest one that anybody told, its signature is good: what its signer says of itself. Empty for a start
 *     of which this node has none
 * @param depth links from the start on the way by which it was found: 0 is the start itself
 * @param via who told of it on that way; empty for the start
 * @param verified whether it answered us itself, over a link that proved who it is. Otherwise it is hearsay: somebody
 *     told of it, and keys with good signatures cost nothing
 * @param linked whether somebody who told of it said that he is linked with it
 * @param why for people, one sentence: why it was not asked or told nothing, with its code if it has one; empty if it is
 *     verified and there is nothing to say. Partly told by others, so not to be trusted
 */
public record CrawledNode(
        NodeId id,
        Optional<NodeRecord> record,
        int depth,
        Optional<NodeId> via,
        boolean verified,
        boolean linked,
        String why) {
    /** What it calls itself, or the short id. */
    public String name() {
        return record.flatMap(NodeRecord::name).orElse(id.brief());
    }
}
