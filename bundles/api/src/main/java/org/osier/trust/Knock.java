package org.osier.trust;

import java.net.URI;
import java.time.Instant;
import org.osier.node.NodeId;

/**
 * Somebody who proved who he is, and was not let in.
 *
 * @param id who
 * @param address where it came from last
 * @param first when it came first
 * @param last when it came last
 * @param times how often
 * @param why it was not let in the last time, for people
 */
public record Knock(NodeId id, URI address, Instant first, Instant last, int times, String why) {}
