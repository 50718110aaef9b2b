package org.osier.core.node;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.osier.core.cluster.Cluster;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.Identity;
import org.osier.dispatch.Envelope;
import org.osier.dispatch.Inbox;
import org.osier.dispatch.Reply;
import org.osier.mesh.MeshException;
import org.osier.mesh.Message;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.testkit.SimNetwork;
import org.osier.testkit.VirtualTime;
import org.osier.transport.Transport;
import org.osier.ueps.BadPacketException;
import org.osier.ueps.Packet;

/** A whole node in virtual time: the real one, over a simulated network, with an inbox that writes down what came. */
final class SimNode implements Inbox {
    final Node node;
    final Identity identity;
    final List<String> received = new ArrayList<>();
    private final SimNetwork network;
    private final String host;
    private final Transport transport;
    private boolean full;
    private Duration clockAhead = Duration.ZERO;
    private final List<Runnable> waiting = new ArrayList<>();

    /** A node on a host of its own, with its serials in memory. */
    SimNode(SimNetwork network, String host, Cluster cluster, NodeConfig config) throws HomeException {
        this(network, host, cluster, config, Identity.generate(network.time().random()));
    }

    SimNode(SimNetwork network, String host, Cluster cluster, NodeConfig config, Identity identity)
            throws HomeException {
        this(network, host, cluster, config, identity, network.transport(host));
    }

    /** As above, over a carrier of its own. */
    SimNode(SimNetwork network, String host, Cluster cluster, NodeConfig config, Identity identity, Transport transport)
            throws HomeException {
        this(network, host, OwnCluster.inMemory(cluster), config, identity, transport);
    }

    /** As above, with what it holds of its cluster, and who keeps that. */
    SimNode(
            SimNetwork network,
            String host,
            OwnCluster cluster,
            NodeConfig config,
            Identity identity,
            Transport transport)
            throws HomeException {
        this.network = network;
        this.host = host;
        this.identity = identity;
        VirtualTime time = network.time();
        ScheduledExecutorService loop = time.loop();
        var environment = new Environment(
                () -> time.instant().plus(clockAhead),
                time::nanoTime,
                loop,
                new Random(time.random().nextLong()),
                time::loop);
        node = new Node(environment, identity, cluster, signer(identity), config, true);
        node.set(this);
        this.transport = transport;
        node.add(transport, Set.of("sim"), 1);
        node.start();
    }

    /** Gives it a discovery that finds these, as long as it is there. */
    SimNode dials(URI... addresses) {
        node.add(new ListedSeeds(addresses));
        return this;
    }

    /** Serials in memory, beginning at the time of day. */
    static OwnRecord.Signer signer(Identity identity) {
        var last = new AtomicLong();
        return (long above, NodeRecord.Builder record, java.time.Instant now) -> {
            long serial = last.updateAndGet(before -> Math.max(Math.max(before, above) + 1, now.toEpochMilli()));
            return record.keys(identity.publicKey(), identity.linkKey())
                    .serial(serial)
                    .sign(unsigned -> identity.sign(ByteBuffer.allocate(15 + unsigned.length)
                            .put("osier/1 record\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                            .put(unsigned)
                            .array()));
        };
    }

    static URI address(String host) {
        return URI.create("sim://" + host + ":1");
    }

    NodeId id() {
        return node.id();
    }

    Transport transport() {
        return transport;
    }

    String host() {
        return host;
    }

    long counter(Counter counter) {
        return node.mesh().self().counters().get(counter.text());
    }

    /** Whether a link to the other one stands here. */
    boolean linked(SimNode other) {
        return node.mesh().peer(other.id()).filter(p -> p.path().isPresent()).isPresent();
    }

    CompletableFuture<Void> send(SimNode to, int stream, String text) {
        return node.mesh().send(to.id(), Message.of(0x40, text).stream(stream)).toCompletableFuture();
    }

    CompletableFuture<Packet> request(SimNode to, String text, java.time.Duration deadline) {
        return node.mesh().request(to.id(), Message.of(0x40, text), deadline).toCompletableFuture();
    }

    /** Somebody sets its clock: by so much it is ahead of the others from now on; negative: behind. */
    void setClockAhead(Duration by) {
        clockAhead = by;
    }

    /** From now on nothing is taken, until {@link #makeRoom}. */
    void beFull() {
        full = true;
    }

    void makeRoom() {
        full = false;
        var tasks = List.copyOf(waiting);
        waiting.clear();
        tasks.forEach(Runnable::run);
    }

    /** Writes down; questions are answered with the same text behind "re: ", "much" with 64 KiB; "fail" fails. */
    @Override
    public boolean accept(Envelope envelope, Runnable roomAgain) {
        if (full) {
            waiting.add(roomAgain);
            return false;
        }
        try {
            var packet = Packet.read(envelope.packet());
            if (!node.packetAuth().verify(envelope.sender(), packet)) {
                envelope.refuse(packet.intent(), MeshException.Kind.NOT_AUTHENTIC, "");
                return true;
            }
            received.add(packet.text());
            if (packet.text().equals("fail")) {
                envelope.refuse(packet.intent(), MeshException.Kind.NO_HANDLER, "handles nothing");
            } else if (packet.text().equals("much")) {
                envelope.answer(packet, Reply.bytes(ByteBuffer.allocate(64 * 1024)));
            } else if (!packet.text().equals("silence")) {
                envelope.answer(packet, Reply.text("re: " + packet.text()));
            }
        } catch (BadPacketException e) {
            envelope.refuse(0, MeshException.Kind.BAD_PACKET, e.getMessage());
        }
        return true;
    }

    @Override
    public String toString() {
        return host + " " + id().brief() + " in " + network;
    }
}
