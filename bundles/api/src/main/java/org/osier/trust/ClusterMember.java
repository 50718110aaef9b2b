package org.osier.trust;

import org.osier.node.NodeId;

/**
 * A node of the cluster, as this one knows it.
 *
 * @param name what it calls itself, the short id if it has not said
 * @param self whether it is this node
 * @param linked whether a link to it stands
 * @param current whether it has shown that it has the secret of the epoch in force
 */
public record ClusterMember(NodeId id, String name, boolean self, boolean linked, boolean current) {}
