package org.osier.bench.heap;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.osier.bench.node.EmbeddedNode;
import org.osier.bench.node.Peering;
import org.osier.core.identity.HomeException;
import org.osier.core.node.Node;
import org.osier.core.node.NodeConfig;
import org.osier.mesh.Peer;
import org.osier.node.NodeId;

/** Many nodes in one JVM, on one transport and one loop, that dial where they are told to. */
public final class Crowd {
    /** Handshakes under way at a time. */
    private static final int AT_A_TIME = 16;

    private static final long LIMIT_SECONDS = 120;

    private final List<Node> nodes = new ArrayList<>();

    /** Nodes that run. */
    public Crowd(Peering host, int count) throws HomeException {
        for (int i = 0; i < count; i++) {
            var config = NodeConfig.named("node-" + i);
            nodes.add(EmbeddedNode.start(host.cluster(), config, host.tcp().transport(), host.loop()));
        }
    }

    /** Links the nodes from one number to before another with whoever is at the address; waits until all links stand. */
    public void link(URI address, int from, int to) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        for (int at = from; at < to; at += AT_A_TIME) {
            var some = nodes.subList(at, Math.min(at + AT_A_TIME, to));
            var dials = new ArrayList<CompletableFuture<NodeId>>();
            for (var node : some) dials.add(node.mesh().connect(address).toCompletableFuture());
            for (int i = 0; i < some.size(); i++) {
                awaitRoundTrip(some.get(i), dials.get(i).get(LIMIT_SECONDS, TimeUnit.SECONDS), end);
            }
        }
    }

    /** A link is new until its first ping was answered: then all that it sends by itself has passed. */
    private static void awaitRoundTrip(Node node, NodeId to, long end) throws TimeoutException {
        while (node.mesh().peer(to).flatMap(Peer::roundTrip).isEmpty()) {
            if (System.nanoTime() - end > 0) throw new TimeoutException("a link does not stand");
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Ends all of them. */
    public void stop() {
        var ends = nodes.stream().map(Node::stop).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(ends).orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    }
}
