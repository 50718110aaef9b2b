package org.osier.membership.crawl.rules;

import org.osier.node.NodeRecord;

/**
 * Somebody that a node told of.
 *
 * @param record its signature, form and times are checked
 * @param linked whether who told said that he is linked with him
 */
public record Heard(NodeRecord record, boolean linked) {}
