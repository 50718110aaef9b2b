package org.osier.membership.crawl.rules;

import java.net.URI;
import java.util.List;
import org.osier.node.NodeId;

/**
 * What a crawl wants to have asked now. Each ends with one call of {@link CrawlRules}: told, later or failed.
 *
 * @param id whom
 * @param addresses where he can be dialled if no link to him stands, by the newest record that was told
 * @param question what
 */
public record Ask(NodeId id, List<URI> addresses, Question question) {}
