package org.osier.bench.flood;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.osier.bench.node.EmbeddedNode;
import org.osier.bench.node.Peering;
import org.osier.core.node.Node;
import org.osier.core.node.NodeConfig;

/** New nodes of the cluster that link with a node, one after the other and at a given pace, and leave again. */
public final class Guests {
    private static final int LIMIT_SECONDS = 20;
    private static final double NANOS_PER_MS = 1e6;

    private final Peering host;
    private int number;
    private int failures;

    public Guests(Peering host) {
        this.host = host;
    }

    /**
     * Links for so long.
     *
     * @param perSecond at most so many
     * @return how many, how often a dial failed and was made again at once, and what they took in milliseconds
     */
    public Map<String, ?> link(URI address, int seconds, int perSecond) throws Exception {
        failures = 0;
        var took = new ArrayList<Long>();
        var gone = new ArrayList<Node>();
        long begun = System.nanoTime();
        long end = begun + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() - end < 0) {
            var config = NodeConfig.named("guest-" + number++);
            var node = EmbeddedNode.start(host.cluster(), config, host.tcp().transport(), host.loop());
            took.add(link(node, address));
            gone.add(node);
            node.stop();
            long next = begun + took.size() * TimeUnit.SECONDS.toNanos(1) / perSecond;
            LockSupport.parkNanos(next - System.nanoTime()); // the pace
        }
        for (var node : gone) node.stop().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return Map.of("links", took.size(), "failures", failures, "p50", at(took, 0.5), "p99", at(took, 0.99));
    }

    /** From the first dial to the link, however many dials that needs. */
    private long link(Node node, URI address) throws Exception {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
            try {
                node.mesh().connect(address).toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
                return System.nanoTime() - begun;
            } catch (ExecutionException e) {
                failures++;
            }
        }
        throw new TimeoutException("no link within " + LIMIT_SECONDS + " s");
    }

    private static double at(List<Long> took, double share) {
        var sorted = took.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / NANOS_PER_MS;
    }
}
