package org.osier.membership;

import java.util.List;
import org.osier.node.NodeRecord;

/** What this node holds of the members: for the rest of this bundle, a service that nobody else can see. Any thread. */
public interface MemberRecords {
    /**
     * The newest record of every other member that we know, linked or not, without those that have expired; our own is
     * {@code Mesh.self().record()}. Verified: each is what its member said of itself, which is not yet that it is true.
     *
     * @return a list of its own for each caller, in the order of the ids; at most 4,096
     */
    List<NodeRecord> all();
}
