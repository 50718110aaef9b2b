package org.osier.core.record;

import java.security.MessageDigest;
import java.util.Arrays;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Membership;
import org.osier.core.crypto.HmacSha256;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** Eight bytes in a record by which the members of a cluster know one of theirs (WIRE.md, section 7). */
public final class ClusterTag {
    /** Size in bytes. */
    public static final int BYTES = 8;

    private ClusterTag() {}

    /** The tag of a node of this cluster, in the cluster's epoch. */
    public static byte[] of(Cluster cluster, NodeId node) {
        return Arrays.copyOf(HmacSha256.of(cluster.tagKey(), node.bytes()), BYTES);
    }

    /** Whether the record is a member's, in the epoch in force or in the one before while its door is open. */
    public static boolean isMembers(Membership membership, NodeRecord record) {
        return fits(membership.now(), record)
                || membership.before().filter(cluster -> fits(cluster, record)).isPresent();
    }

    /** Whether the record says so; false if it has no tag. Compared in constant time. */
    public static boolean fits(Cluster cluster, NodeRecord record) {
        return record.clusterTag()
                .filter(tag -> MessageDigest.isEqual(tag, of(cluster, record.id())))
                .isPresent();
    }
}
