package org.osier.core.node;

import java.util.List;
import java.util.stream.Stream;
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

    private record Standing(Membership membership, Door door, List<Door> doors) {
        static Standing of(Membership membership) {
            var door = door(membership.now());
            var before = membership.before().map(Standing::door).stream();
            return new Standing(
                    membership, door, Stream.concat(Stream.of(door), before).toList());
        }

        private static Door door(Cluster cluster) {
            return Door.member(cluster.id(), cluster.secret());
        }
    }

    private final Keeper keeper;
    private volatile Standing standing;

    /** @param membership as it was kept */
    public OwnCluster(Membership membership, Keeper keeper) {
        this.keeper = keeper;
        this.standing = Standing.of(membership);
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
        return standing.door;
    }

    /** The door of this epoch and, if it is known, of the one before. */
    List<Door> doors() {
        return standing.doors;
    }

    /** Another cluster, or another epoch, counts from now on; the loop's. */
    void change(Membership next) throws HomeException {
        keeper.keep(next);
        standing = Standing.of(next);
    }
}
