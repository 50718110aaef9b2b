package org.osier.core.cluster;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osier.core.cluster.ClusterJson.BadClusterJsonException;
import org.osier.core.identity.AtomicFile;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.OwnerOnly;

/** The file (0600) that makes a node a member of a cluster: whoever has it is in. */
public final class ClusterFile {
    /** Far more than the longest genesis needs; what is unknown may fill the rest. */
    static final int MAX_BYTES = 65_536;

    private ClusterFile() {}

    /**
     * Reads and checks everything.
     *
     * @throws ClusterException OSIER-103: not there, unreadable, open to others, or not in the form
     */
    public static Cluster read(Path file) throws ClusterException {
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
        AtomicFile.create(file, ClusterJson.write(cluster));
    }

    /**
     * Puts the file in place of what is there, durably.
     *
     * @throws HomeException OSIER-106 if it cannot be written; the old one is then still there
     */
    public static void replace(Path file, Cluster cluster) throws HomeException {
        AtomicFile.write(file, ClusterJson.write(cluster));
    }

    private static ClusterException broken(Path file, String what) {
        return ClusterException.unreadable(
                "cluster file " + file + ": " + what, "take it again from a member: osier cluster export FILE", null);
    }
}
