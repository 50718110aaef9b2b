package org.osier.trust;

import java.net.URI;
import org.osier.node.NodeId;

/**
 * This node has become a member.
 *
 * @param cluster what the cluster calls itself
 * @param clusterId SHA-256 of its genesis, 64 hex digits
 * @param by who let us in
 * @param byName what that node calls itself
 * @param address where it was
 * @param trouble why no link as a member stands yet, for people; empty: it stands
 */
public record Joined(String cluster, String clusterId, NodeId by, String byName, URI address, String trouble) {}
