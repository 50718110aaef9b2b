package org.osier.crawl;

import java.time.Duration;
import java.util.List;

/**
 * What a crawl found. Immutable.
 *
 * @param nodes each once, by depth, then name, then id; at most as many as the plan has room for
 * @param asked nodes that were asked, or dialled to be asked, this one among them
 * @param answered of those, besides this one, who told at least one page, be it an empty one
 * @param dropped entries of answers that counted for nothing: records whose signature, form or times do not hold
 * @param took from the beginning to the end
 * @param deadlineReached whether it ended by its deadline, with somebody left to ask
 * @param capReached whether somebody was left out because there was no room, or because he told without an end
 */
public record CrawlReport(
        List<CrawledNode> nodes,
        int asked,
        int answered,
        long dropped,
        Duration took,
        boolean deadlineReached,
        boolean capReached) {
    public CrawlReport {
        nodes = List.copyOf(nodes);
    }

    /** How many of {@link #nodes} answered us themselves. */
    public int verified() {
        return (int) nodes.stream().filter(CrawledNode::verified).count();
    }
}
