package org.osier.core.joining;

import java.util.Optional;
import org.osier.core.identity.HomeException;
import org.osier.trust.Invited;

/** What a home remembers of how its node came into its cluster. Changed on the node's loop, read by any thread. */
public interface Arrival {
    /** Whether the first start made this cluster, and nobody else was ever in it: it may be left. */
    boolean alone(String clusterId);

    /** From now on somebody else is in the cluster, or may be; durably. */
    void notAlone();

    /** Who let this node into this cluster; empty: nobody, it had the cluster's file or made it. */
    Optional<Invited> invited(String clusterId);

    /**
     * This node is in that cluster now, let in by this one.
     *
     * @throws HomeException OSIER-106 if it cannot be written
     */
    void invited(String clusterId, Invited invited) throws HomeException;
}
