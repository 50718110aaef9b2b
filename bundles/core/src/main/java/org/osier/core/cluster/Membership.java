package org.osier.core.cluster;

import java.util.Optional;

/**
 * What a node holds of its cluster. Immutable.
 *
 * @param now the epoch in force
 * @param before the one before it: through its door those are served who were away when the secret was turned over
 */
public record Membership(Cluster now, Optional<Cluster> before) {
    /** Nothing was turned over yet, as far as this node knows. */
    public static Membership of(Cluster now) {
        return new Membership(now, Optional.empty());
    }
}
