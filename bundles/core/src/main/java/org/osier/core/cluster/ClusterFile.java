package org.osier.core.cluster;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osier.core.cluster.ClusterJson.BadClusterJsonException;
import org.osier.core.identity.AtomicFile;
import org.osier.core.identity.HomeException;
import org.osier.parts.file.OwnerOnly;

/** The file (0600) that makes a node a member of a cluster: whoever has it is in. */
public final class ClusterFile {
    /** More than two full rosters and the longest rotation need; what is unknown may fill the rest. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private ClusterFile() {}

    /**
     * Reads and checks everything.
     *
     * @throws ClusterException OSIER-103: not there, unreadable, open to others, or not in the form
     */
    public static Cluster read(Path file) throws ClusterException {
        return readAll(file).now();
    }

    /** As {@link #read}, and what it says of the epoch before, of a rotation and of members. */
    static Membership readAll(Path file) throws ClusterException {
        try (var in = Files.newInputStream(file)) {
            if (!OwnerOnly.holds(file)) {
                throw ClusterException.unreadable(
                        "cluster file " + file + " is open to others (" + OwnerOnly.mode(file) + ")",
                        "chmod 600 " + file + " if nobody can have read it, else make a new cluster",
                        null);
            }
            var bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) throw broken(file, "it is longer than " + MAX_BYTES + " bytes");
            return ClusterJson.read(bytes);
        } catch (BadClusterJsonException e) {
            throw broken(file, e.getMessage());
        } catch (ClusterException e) {
            throw e;
        } catch (IOException e) {
            throw ClusterException.unreadable(
                    "cluster file " + file + " cannot be read: " + HomeException.reason(e),
                    "look at its path and its owner",
                    e);
        }
    }

    /**
     * Makes the file, durably.
     *
     * @throws FileAlreadyExistsException if something has this name; it is untouched
     * @throws HomeException OSIER-106 if it cannot be written
     */
    public static void create(Path file, Cluster cluster) throws FileAlreadyExistsException, HomeException {
        create(file, Membership.of(cluster));
    }

    /** As above; with what whoever reads it needs to know of the rotation in force. */
    static void create(Path file, Membership membership) throws FileAlreadyExistsException, HomeException {
        var toGive = new Membership(
                membership.now(),
                Optional.empty(),
                membership.rotation(),
                Roster.nobody(),
                membership.revoked(),
                Roster.nobody());
        AtomicFile.create(file, ClusterJson.write(toGive));
    }

    /**
     * Puts the file in place of what is there, durably.
     *
     * @throws HomeException OSIER-106 if it cannot be written; the old one is then still there
     */
    public static void replace(Path file, Cluster cluster) throws HomeException {
        replace(file, Membership.of(cluster));
    }

    /** As above, with all that a node holds. */
    static void replace(Path file, Membership membership) throws HomeException {
        AtomicFile.write(file, ClusterJson.write(membership));
    }

    private static ClusterException broken(Path file, String what) {
        return ClusterException.unreadable(
                "cluster file " + file + ": " + what, "take it again from a member: osier cluster export FILE", null);
    }
}
