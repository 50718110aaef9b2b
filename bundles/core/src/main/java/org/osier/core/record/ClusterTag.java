package org.osier.core.record;

import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Membership;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.parts.keys.MemberTag;

/** {@link MemberTag} under the keys that a node has of its cluster. */
public final class ClusterTag {
    private ClusterTag() {}

    /** The tag of a node of this cluster, in the cluster's epoch. */
    public static byte[] of(Cluster cluster, NodeId node) {
        return MemberTag.of(cluster.tagKey(), node);
    }

    /** Whether the record is a member's, in the epoch in force or in the one before while its door is open. */
    public static boolean isMembers(Membership membership, NodeRecord record) {
        return fits(membership.now(), record)
                || membership.before().filter(cluster -> fits(cluster, record)).isPresent();
    }

    /** Whether the record says so; false if it has no tag. Compared in constant time. */
    public static boolean fits(Cluster cluster, NodeRecord record) {
        return MemberTag.fits(cluster.tagKey(), record);
    }
}
