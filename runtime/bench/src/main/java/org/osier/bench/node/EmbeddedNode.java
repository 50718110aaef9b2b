package org.osier.bench.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.osier.core.cluster.Cluster;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.Identity;
import org.osier.core.node.Environment;
import org.osier.core.node.Node;
import org.osier.core.node.NodeConfig;
import org.osier.core.node.OwnCluster;
import org.osier.core.node.OwnRecord;
import org.osier.node.NodeRecord;
import org.osier.transport.Transport;

/** The real node as a plain object: a new identity, and serials in memory instead of on a disk. */
public final class EmbeddedNode {
    private static final byte[] CONTEXT = "osier/1 record\0".getBytes(StandardCharsets.US_ASCII);

    private EmbeddedNode() {}

    /** A node that runs. @param loop one thread, which several nodes may share */
    public static Node start(Cluster cluster, NodeConfig config, Transport transport, ScheduledExecutorService loop)
            throws HomeException {
        var random = new SecureRandom();
        var identity = Identity.generate(random);
        var environment = new Environment(Clock.systemUTC(), System::nanoTime, loop, random);
        var node = new Node(environment, identity, OwnCluster.inMemory(cluster), signer(identity), config, true);
        node.add(transport, Set.of("tcp"), 1);
        node.start();
        return node;
    }

    private static OwnRecord.Signer signer(Identity identity) {
        var last = new AtomicLong();
        return (long above, NodeRecord.Builder record, Instant now) -> {
            long serial = last.updateAndGet(before -> Math.max(Math.max(before, above) + 1, now.toEpochMilli()));
            return record.keys(identity.publicKey(), identity.linkKey())
                    .serial(serial)
                    .sign(unsigned -> identity.sign(ByteBuffer.allocate(CONTEXT.length + unsigned.length)
                            .put(CONTEXT)
                            .put(unsigned)
                            .array()));
        };
    }
}
