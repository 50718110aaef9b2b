package org.osier.bench.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.ClusterFile;
import org.osier.core.handshake.HandshakePattern;
import org.osier.core.node.DoorConfig;
import org.osier.core.node.Node;
import org.osier.core.node.NodeConfig;
import org.osier.core.node.rules.ConnectionLimits.Limits;
import org.osier.core.node.rules.DoorBudget;
import org.osier.dispatcher.EmbeddedDispatcher;
import org.osier.node.NodeId;
import org.osier.transport.tcp.EmbeddedTcp;

/** One node of a JVM with all that belongs to it: its loop, the TCP transport and the dispatcher. */
public final class Peering implements AutoCloseable {
    /** More than any bench opens: what is measured is a link, not the limit on links. */
    private static final Limits LIMITS = new Limits(20_000, 1_000, 1_000);

    /** Nor that on handshakes of one machine. */
    private static final DoorConfig DOORS =
            new DoorConfig(HandshakePattern.XX, new DoorBudget.Size(100_000, 100_000, 100_000, 100_000));

    private static final long LINK_SECONDS = 20;

    private final Cluster cluster;
    private final ScheduledThreadPoolExecutor loop;
    private final EmbeddedTcp.Opened tcp = EmbeddedTcp.open();
    private final Node node;
    private final EmbeddedDispatcher dispatcher;

    /** A node that listens on a port of the system's choice. */
    public static Peering listening(String name, Path clusterFile) throws Exception {
        return new Peering(any(name).withLimits(LIMITS).withDoors(DOORS), clusterFile);
    }

    /** The same, with the limits that a node has in its distribution. */
    public static Peering asShipped(String name, Path clusterFile) throws Exception {
        return new Peering(any(name), clusterFile);
    }

    private static NodeConfig any(String name) {
        return NodeConfig.named(name).withListen(URI.create("tcp://127.0.0.1:0"));
    }

    private Peering(NodeConfig config, Path clusterFile) throws Exception {
        cluster = ClusterFile.read(clusterFile);
        loop = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "osier-core-loop"));
        loop.setRemoveOnCancelPolicy(true);
        node = EmbeddedNode.start(cluster, config, tcp.transport(), loop);
        dispatcher = new EmbeddedDispatcher(node.packetAuth());
        node.set(dispatcher.inbox());
    }

    public Node node() {
        return node;
    }

    public Cluster cluster() {
        return cluster;
    }

    public EmbeddedTcp.Opened tcp() {
        return tcp;
    }

    /** The node's own thread; other nodes may share it. */
    public ScheduledExecutorService loop() {
        return loop;
    }

    public EmbeddedDispatcher dispatcher() {
        return dispatcher;
    }

    /** Where it listens; waits until it does. */
    public URI address() throws TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LINK_SECONDS);
        while (node.listening().isEmpty()) {
            if (System.nanoTime() - end > 0) throw new TimeoutException("does not listen: " + node.notListening());
            LockSupport.parkNanos(1_000_000);
        }
        return node.listening().get(0);
    }

    /** Dials and waits for the link. */
    public NodeId link(URI address) throws Exception {
        return node.mesh().connect(address).toCompletableFuture().get(LINK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        node.stop().orTimeout(LINK_SECONDS, TimeUnit.SECONDS).join();
        dispatcher.stop();
        tcp.stop().run();
        loop.shutdownNow();
    }
}
