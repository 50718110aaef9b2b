package org.osier.core.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.core.identity.HomeException;
import org.osier.parts.file.OwnerOnly;

/**
 * The cluster of a home, in {@code data/cluster.json}. The first start takes it from a given file or makes a new closed
 * one; afterwards the home's own counts. Call with the lock on the home held.
 */
public final class ClusterStore {
    private final Path data;
    private final Path file;

    /** @param data the home's {@code data} directory */
    public ClusterStore(Path data) {
        this.data = data;
        this.file = data.resolve("cluster.json");
    }

    /** @param first whether this call gave the home its cluster */
    public record Opened(Membership membership, boolean first) {
        public Cluster cluster() {
            return membership.now();
        }
    }

    /**
     * The cluster of this home.
     *
     * @param given the cluster file that the operator named, or null. On later starts it may be gone; if it is there it
     *     must not contradict the home
     * @param random fit for keys
     * @throws ClusterException OSIER-103 if a file cannot be used, OSIER-131 if the given one is of another cluster,
     *     has another secret or a later epoch
     * @throws HomeException OSIER-106 if the first start could not store it
     */
    public Opened open(@Nullable Path given, Instant now, RandomGenerator random) throws HomeException {
        return open(given, now, random, Founder.WITHOUT_ADMINISTRATORS);
    }

    /** As above. @param founder makes a new one */
    Opened open(@Nullable Path given, Instant now, RandomGenerator random, Founder founder) throws HomeException {
        if (isThere(file)) return new Opened(load(given), false);
        var membership = given == null
                ? Membership.of(founder.found(ClusterNames.draw(random), now, random))
                : ClusterFile.readAll(given);
        store(membership);
        return new Opened(membership, true);
    }

    /**
     * From now on this counts at each start.
     *
     * @throws HomeException OSIER-106 if it cannot be written; the old one is then still there
     */
    public void keep(Membership membership) throws HomeException {
        store(membership);
    }

    private Membership load(@Nullable Path given) throws ClusterException {
        var all = ClusterFile.readAll(file);
        if (given == null || !isThere(given)) return all;
        var own = all.now();
        var other = ClusterFile.read(given);
        if (!other.idHex().equals(own.idHex())) {
            throw ClusterException.notTheSame(
                    "this home belongs to cluster " + own + ", " + given + " is of cluster " + other,
                    "use another home, or leave the cluster file away");
        }
        // A file older than the home is what is left of the first start after a rotation.
        int later = Integer.compareUnsigned(other.epoch(), own.epoch());
        if (later > 0 || later == 0 && !other.equals(own)) {
            throw ClusterException.notTheSame(
                    "the secret of cluster " + own + " is another one in " + given + " (" + other + ")",
                    "if that file is the right one, move " + file + " away and start again");
        }
        return all;
    }

    private void store(Membership membership) throws HomeException {
        try {
            OwnerOnly.makeDirectories(data);
        } catch (IOException e) {
            throw new HomeException(
                    HomeException.NOT_WRITABLE,
                    data + " cannot be made: " + HomeException.reason(e),
                    "let this user write there, or choose another home",
                    e);
        }
        ClusterFile.replace(file, membership);
    }

    // What cannot even be looked at is taken to be there: reading it then says why it cannot be used.
    private static boolean isThere(Path file) {
        return !Files.notExists(file, LinkOption.NOFOLLOW_LINKS);
    }
}
