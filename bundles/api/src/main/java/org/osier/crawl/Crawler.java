package org.osier.crawl;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Asks nodes whom they know (WIRE.md, section 11), breadth first, several at the same time. A service of bundle
 * membership: it is not there in a node without it, and for a moment while the node's core is replaced. Any thread.
 *
 * <p>Nodes that are not linked are dialled, and the links go when there are more than wished. Nobody is believed: see
 * {@link CrawledNode#verified}.
 */
@ProviderType
public interface Crawler {
    /** Crawls at the same time. */
    int MAX_RUNNING = 4;

    /**
     * Begins at once and returns at once.
     *
     * @param plan where it begins, how far it goes, what ends it
     * @return what was found, at the latest when the time of the plan is over and in any case with all that was found by
     *     then: nodes that do not answer, lie or loop make no failure. Completes on a thread of the crawl. Fails with
     *     {@link org.osier.mesh.MeshException} {@code OVERLOADED} if {@value #MAX_RUNNING} crawls run already, or if this
     *     node's core or bundle membership goes meanwhile; a retry is safe. Who needs it no more cancels
     *     {@link CompletionStage#toCompletableFuture}: then nobody is asked any more
     */
    CompletionStage<CrawlReport> crawl(CrawlPlan plan);
}
