package org.osier.core.home;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.ClusterStore;
import org.osier.core.cluster.Membership;
import org.osier.core.identity.AtomicFile;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.HomeLock;
import org.osier.core.identity.Identity;
import org.osier.core.identity.IdentityStore;
import org.osier.core.joining.Arrival;
import org.osier.core.joining.ArrivalFile;
import org.osier.core.record.RecordSigner;
import org.osier.core.record.SerialStore;
import org.osier.mesh.Self;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open home: nobody else uses it, and what makes a node the same node after a restart is read or was made. */
public final class NodeHome implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NodeHome.class);

    private static final String READY = "ready.json";

    private final Path ready;
    private final HomeLock lock;
    private final IdentityStore.Opened identity;
    private final ClusterStore clusters;
    private final ClusterStore.Opened cluster;
    private final RecordSigner signer;
    private final ArrivalFile arrival;

    private NodeHome(
            Path data,
            HomeLock lock,
            IdentityStore.Opened identity,
            ClusterStore clusters,
            ClusterStore.Opened cluster,
            RecordSigner signer,
            ArrivalFile arrival) {
        this.ready = data.resolve(READY);
        this.lock = lock;
        this.identity = identity;
        this.clusters = clusters;
        this.cluster = cluster;
        this.signer = signer;
        this.arrival = arrival;
    }

    /**
     * Opens the home, and on its first start makes identity and cluster. Blocks for the disk.
     *
     * @param clusterFile taken on the first start; empty: a new closed cluster is made
     * @throws HomeException with its OSIER code and what to do; the home is as it was
     */
    public static NodeHome open(Path home, String clusterFile) throws IOException {
        var data = home.toAbsolutePath().normalize().resolve("data");
        var lock = HomeLock.take(data);
        try {
            Files.deleteIfExists(data.resolve(READY)); // of a process that was killed: nobody is ready
            var random = new SecureRandom();
            var identity = new IdentityStore(data).open(random);
            var given = clusterFile.isBlank() ? null : Path.of(clusterFile);
            var clusters = new ClusterStore(data);
            var cluster = clusters.open(given, Instant.now(), random);
            var signer = new RecordSigner(identity.identity(), SerialStore.open(data));
            var arrival = new ArrivalFile(data);
            if (cluster.first() && given == null) arrival.made(cluster.cluster().idHex());
            return new NodeHome(data, lock, identity, clusters, cluster, signer, arrival);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public Identity identity() {
        return identity.identity();
    }

    public Cluster cluster() {
        return cluster.cluster();
    }

    /** All that this home holds of its cluster. */
    public Membership membership() {
        return cluster.membership();
    }

    /** Stores what counts of the cluster from now on. @throws HomeException OSIER-106 if it cannot be written */
    public void keep(Membership membership) throws HomeException {
        clusters.keep(membership);
    }

    /** How this node came into its cluster. */
    public Arrival arrival() {
        return arrival;
    }

    public RecordSigner recordSigner() {
        return signer;
    }

    /** Whether this start made the cluster, and nobody has a say in it. */
    public boolean madeClusterWithoutAdministrators() {
        return cluster.first() && cluster.cluster().genesis().threshold() == 0;
    }

    /** Whether this start made the identity. */
    public boolean firstStart() {
        return identity.first();
    }

    /** Writes {@code data/ready.json}: for scripts that wait until the node listens and want to know where. */
    public void tellReady(Self self) {
        var json = new JsonObject();
        json.addProperty("schema", "osier.ready/1");
        json.addProperty("pid", ProcessHandle.current().pid());
        json.addProperty("id", self.id().toString());
        json.addProperty("name", self.name());
        var addresses = new JsonArray();
        self.listening().forEach(address -> addresses.add(address.toString()));
        json.add("addresses", addresses);
        try {
            AtomicFile.write(ready, (json + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (HomeException e) {
            log.warn("{}: {}", self.name(), e.getMessage());
        }
    }

    /** The node is not ready any more, and others may use the home. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(ready);
        } catch (IOException e) {
            log.warn("{}: could not be deleted, {}", ready, HomeException.reason(e));
        }
        lock.close();
    }
}
