package org.osier.core.node;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.osier.core.cluster.Cluster;
import org.osier.core.handshake.Door;
import org.osier.core.handshake.Doorkeeper;
import org.osier.core.handshake.Initiator;
import org.osier.core.handshake.KnockMemory;
import org.osier.core.handshake.LocalKeys;
import org.osier.core.handshake.Responder;
import org.osier.core.handshake.Suite;
import org.osier.core.handshake.UepsKeys;
import org.osier.core.identity.Identity;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.node.Role;
import org.osier.testkit.PlainDial;
import org.osier.testkit.SimNetwork;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/** A node of another make on a host of its own: its keys, and the connections that it makes and takes. */
final class ForeignNode {
    final SimNetwork network;
    final List<ForeignPeer> accepted = new ArrayList<>();
    Identity identity;
    Door door;
    Suite suite = Suite.AES_256_GCM;
    long bootId = 0x1122334455667788L;
    long serial = 1_767_225_600_000L;
    Duration clockAhead = Duration.ZERO;
    private final Cluster cluster;
    private final String host;
    private final Transport transport;
    private final Random random;

    ForeignNode(SimNetwork network, String host, Cluster cluster) {
        this.network = network;
        this.host = host;
        this.cluster = cluster;
        this.random = new Random(network.time().random().nextLong());
        this.identity = Identity.generate(random);
        this.door = Door.member(cluster.id(), cluster.secret());
        this.transport = network.transport(host);
    }

    /** Takes another identity until it suits. */
    ForeignNode whoseId(Predicate<NodeId> suits) {
        while (!suits.test(identity.id())) identity = Identity.generate(random);
        return this;
    }

    NodeId id() {
        return identity.id();
    }

    LocalKeys keys() {
        return new LocalKeys(identity.seed(), identity.linkPrivateKey(), bootId, serial, 0);
    }

    Initiator initiator() {
        return new Initiator(
                keys(),
                door,
                suite,
                null,
                random,
                network.time().instant().plus(clockAhead).toEpochMilli());
    }

    /** A connection on which nothing was said yet. */
    ForeignPeer connect(SimNode to) {
        var peer = new ForeignPeer(this);
        transport.connect(SimNode.address(to.host()), new PlainDial(Duration.ofSeconds(5)), peer);
        return peer;
    }

    /** A connection over which both ends proved who they are. */
    ForeignPeer handshake(SimNode to) {
        return connect(to).handshake();
    }

    /** A link that stands. */
    ForeignPeer link(SimNode to) {
        return handshake(to).open();
    }

    /** From now on it can be dialled at port 1. */
    ForeignNode listen() throws TransportException {
        transport.listen(SimNode.address(host), remote -> {
            var doorkeeper = new Doorkeeper(number -> List.of(door), new KnockMemory());
            var peer = new ForeignPeer(this).answering(new Responder(keys(), doorkeeper, random));
            accepted.add(peer);
            return Optional.of(peer);
        });
        return this;
    }

    /** The n-th connection that it accepted, from 0. */
    ForeignPeer accepted(int n) {
        network.runUntil(() -> accepted.size() > n, Duration.ofMinutes(3));
        return accepted.get(n);
    }

    UepsKeys ueps(ForeignPeer peer) {
        var other = peer.outcome().peer();
        return UepsKeys.derive(cluster.id(), identity.linkPrivateKey(), other.linkKey(), id(), other.node())
                .orElseThrow();
    }

    /** What frame 0x04 carries: our record, with these addresses. */
    byte[] record(String... addresses) {
        var record = NodeRecord.builder()
                .keys(identity.publicKey(), identity.linkKey())
                .serial(serial)
                .bootId(bootId)
                .issued(network.time().instant().plus(clockAhead), Duration.ofDays(1))
                .name("foreign")
                .role(Role.DUAL)
                .addresses(List.of(addresses).stream().map(java.net.URI::create).toList())
                .sign(unsigned -> identity.sign(Wire.join(Wire.text("osier/1 record\0"), unsigned)));
        return records(record.bytes());
    }

    static byte[] records(byte[]... records) {
        var payload = Wire.bytes(1);
        for (var record : records) {
            var size = ByteBuffer.allocate(2).putShort((short) record.length).array();
            payload = Wire.join(payload, size, record);
        }
        return payload;
    }
}
