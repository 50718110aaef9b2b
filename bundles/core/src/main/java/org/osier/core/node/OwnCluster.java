package org.osier.core.node;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.Membership;
import org.osier.core.handshake.Door;
import org.osier.core.identity.HomeException;

/** The cluster that this node belongs to, as of now, and the doors that its secrets make. Changed by the loop, read by any thread. */
public final class OwnCluster {
    /** Stores what counts from now on, durably, before it does. */
    @FunctionalInterface
    public interface Keeper {
        void keep(Membership membership) throws HomeException;
    }

    /** @param doors of this epoch and, if it is known, of the one before */
    private record Standing(Membership membership, List<Door> doors) {
        /** @param old what stood until now: a door that was there stays the same object, handshakes are under way through it */
        static Standing of(Membership membership, @Nullable Standing old) {
            var clusters = Stream.concat(Stream.of(membership.now()), membership.before().stream());
            return new Standing(membership, clusters.map(c -> door(c, old)).toList());
        }

        private static Door door(Cluster cluster, @Nullable Standing old) {
            var known = old == null ? null : old.doorOf(cluster);
            return known == null ? Door.member(cluster.id(), cluster.secret()) : known;
        }

        private @Nullable Door doorOf(Cluster cluster) {
            if (membership.now().equals(cluster)) return doors.get(0);
            return membership
                    .before()
                    .filter(cluster::equals)
                    .map(c -> doors.get(1))
                    .orElse(null);
        }
    }

    private final Keeper keeper;
    private volatile Standing standing;

    /** @param membership as it was kept */
    public OwnCluster(Membership membership, Keeper keeper) {
        this.keeper = keeper;
        this.standing = Standing.of(membership, null);
    }

    /** For nodes that keep nothing. */
    public static OwnCluster inMemory(Cluster cluster) {
        return new OwnCluster(Membership.of(cluster), membership -> {});
    }

    Membership membership() {
        return standing.membership;
    }

    Cluster now() {
        return standing.membership.now();
    }

    /** The way in for members of this epoch, and the one that we take to others. */
    Door door() {
        return standing.doors.get(0);
    }

    /** The door of the epoch before, if that is known: for those who were away when the secret was turned over. */
    Optional<Door> doorBefore() {
        var doors = standing.doors;
        return doors.size() > 1 ? Optional.of(doors.get(1)) : Optional.empty();
    }

    /** The door of this epoch and, if it is known, of the one before. */
    List<Door> doors() {
        return standing.doors;
    }

    /** Another cluster, or another epoch, counts from now on; the loop's. */
    void change(Membership next) throws HomeException {
        keeper.keep(next);
        standing = Standing.of(next, standing);
    }
}
