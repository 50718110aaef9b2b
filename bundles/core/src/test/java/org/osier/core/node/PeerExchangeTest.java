package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.core.identity.Identity;
import org.osier.core.node.rules.ExchangeTerms;
import org.osier.core.record.ClusterTag;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.DiscoveryStatus;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.node.Role;
import org.osier.testkit.SimNetwork;
import org.osier.transport.Transport;

/** Peers tell each other of others (WIRE.md, section 3), among honest nodes and from hostile ones; in virtual time. */
class PeerExchangeTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final byte[] QUESTION = Wire.bytes(2, 32);

    private final SimNetwork network = new SimNetwork(44);
    private final Cluster cluster = TestClusters.cluster();

    private SimNode node(String host) throws Exception {
        return new SimNode(network, host, cluster, NodeConfig.named(host).withListen(SimNode.address(host)));
    }

    private byte[] record(Identity identity, Cluster of, Duration valid, String... addresses) {
        return NodeRecord.builder()
                .keys(identity.publicKey(), identity.linkKey())
                .serial(1_767_225_600_000L)
                .bootId(7)
                .issued(network.time().instant(), valid)
                .name("invented")
                .role(Role.DUAL)
                .addresses(List.of(addresses).stream().map(URI::create).toList())
                .clusterTag(ClusterTag.of(of, identity.id()))
                .sign(unsigned -> identity.sign(Wire.join(Wire.text("osier/1 record\0"), unsigned)))
                .bytes();
    }

    private static List<byte[]> records(byte[] payload) {
        var in = ByteBuffer.wrap(payload);
        assertThat(in.get()).isEqualTo((byte) 1);
        var all = new ArrayList<byte[]>();
        while (in.hasRemaining()) {
            var record = new byte[in.getShort()];
            in.get(record);
            all.add(record);
        }
        return all;
    }

    private List<CandidateStatus> candidates(SimNode node) {
        var answer = node.node.mesh().candidates().toCompletableFuture();
        network.runUntil(answer::isDone, SOON);
        return answer.join();
    }

    private static DiscoveryStatus exchange(SimNode node) {
        return node.node.mesh().self().discoveries().stream()
                .filter(d -> d.name().equals("exchange"))
                .findFirst()
                .orElseThrow();
    }

    /** Goal: who knows one address knows everybody soon. Method: a star, whose rays nobody tells of each other but its middle. */
    @Test
    void whoKnowsOneMemberSoonKnowsAll() throws Exception {
        var middle = node("middle");
        var rays = new ArrayList<SimNode>();
        for (int i = 0; i < 6; i++) rays.add(node("ray" + i).dials(SimNode.address("middle")));
        network.runUntil(
                () -> rays.stream()
                        .allMatch(a -> a.linked(middle) && rays.stream().allMatch(b -> a == b || a.linked(b))),
                SOON);
        network.runFor(Duration.ofSeconds(5));
        var exchanges = rays.stream().map(PeerExchangeTest::exchange).toList();
        assertThat(exchanges).as("somebody was found by it").anyMatch(e -> e.found() > 0);
        assertThat(exchanges).as("who is linked has told himself").allMatch(e -> e.standing() == 0);
        for (var one : rays) {
            assertThat(one.counter(Counter.RECORDS_REFUSED)).isZero();
            assertThat(one.counter(Counter.RECORDS_UNASKED)).isZero();
            assertThat(one.counter(Counter.LINK_VIOLATIONS)).isZero();
            assertThat(one.counter(Counter.QUOTA_EXCEEDED)).isZero();
        }
    }

    /** Byte by byte, from outside: asked as WIRE.md says, answered with records that others signed, at most as many as asked for. */
    @Test
    void aQuestionIsAnsweredWithRecordsOfThoseThatAreLinkedNow() throws Exception {
        var asked = node("asked");
        var linked = new ArrayList<NodeId>();
        for (int i = 0; i < 5; i++)
            linked.add(node("peer" + i).dials(SimNode.address("asked")).id());
        new SimNode(network, "mute", cluster, NodeConfig.named("mute"))
                .dials(SimNode.address("asked")); // has no address
        network.runFor(Duration.ofSeconds(10));
        var foreign = new ForeignNode(network, "foreign", cluster);
        var peer = foreign.link(asked);

        peer.send(Wire.RECORDS, Wire.bytes(2, 3));
        var three = records(peer.next(Wire.RECORDS).payload());
        assertThat(three).hasSize(3);
        for (var bytes : three)
            assertThat(linked).contains(asked.node.records().verify(bytes).id());

        peer.send(Wire.RECORDS, Wire.bytes(2, 255)).settle();
        assertThat(peer.frames).as("too soon").isEmpty();
        assertThat(asked.counter(Counter.QUOTA_EXCEEDED)).isEqualTo(1);
        network.runFor(Duration.ofSeconds(30));
        peer.frames.clear();
        peer.send(Wire.RECORDS, Wire.bytes(2, 255));
        var all = new ArrayList<NodeId>();
        for (var bytes : records(peer.next(Wire.RECORDS).payload()))
            all.add(NodeRecord.parse(bytes).id());
        assertThat(all).containsExactlyInAnyOrderElementsOf(linked);
    }

    @Test
    void aQuestionOfAnotherFormIsRefusedAndTheLinkStays() throws Exception {
        var asked = node("asked");
        network.runFor(Duration.ofMillis(1));
        var peer = new ForeignNode(network, "foreign", cluster).link(asked);
        for (var question : List.of(Wire.bytes(2), Wire.bytes(2, 0), Wire.bytes(2, 1, 1)))
            peer.send(Wire.RECORDS, question);
        peer.stays();
        assertThat(asked.counter(Counter.RECORDS_REFUSED)).isEqualTo(3);
    }

    /** Goal: a node asks over a link that stands, once, and takes what it asked for. Method: the peer is ours, byte by byte. */
    @Test
    void aNodeAsksAndTakesWhatMembersSigned() throws Exception {
        var node = node("node");
        var beta = node("beta");
        network.runFor(Duration.ofMillis(1));
        var peer = new ForeignNode(network, "foreign", cluster).link(node);
        peer.send(
                Wire.RECORDS,
                ForeignNode.records(beta.node.mesh().self().record().bytes()));
        network.runFor(Duration.ofSeconds(1));
        assertThat(node.counter(Counter.RECORDS_UNASKED)).isEqualTo(1);
        assertThat(candidates(node)).isEmpty();

        assertThat(peer.next(Wire.RECORDS).payload()).isEqualTo(QUESTION);
        peer.send(
                Wire.RECORDS,
                ForeignNode.records(beta.node.mesh().self().record().bytes()));
        network.runUntil(() -> node.linked(beta), SOON);
        network.runFor(Duration.ofMinutes(4));
        assertThat(peer.frames).extracting(Wire.Frame::type).doesNotContain(Wire.RECORDS);
    }

    @Test
    void whatIsForgedExpiredOrOfNoMemberIsRefused() throws Exception {
        var node = node("node");
        network.runFor(Duration.ofMillis(1));
        var peer = new ForeignNode(network, "foreign", cluster).link(node);
        peer.next(Wire.RECORDS);
        var random = new Random(5);
        var forged = record(Identity.generate(random), cluster, Duration.ofHours(1), "sim://forged:1");
        forged[forged.length - 1] ^= 1;
        var brief = record(Identity.generate(random), cluster, Duration.ofSeconds(1), "sim://brief:1");
        var stranger = Identity.generate(random);
        var foreign = NodeRecord.builder()
                .keys(stranger.publicKey(), stranger.linkKey())
                .serial(1)
                .bootId(7)
                .issued(network.time().instant(), Duration.ofHours(1))
                .name("stranger")
                .role(Role.DUAL)
                .addresses(List.of(URI.create("sim://stranger:1")))
                .sign(unsigned -> stranger.sign(Wire.join(Wire.text("osier/1 record\0"), unsigned)))
                .bytes();
        network.runFor(Duration.ofSeconds(2));
        peer.send(Wire.RECORDS, ForeignNode.records(forged, brief, foreign)).settle();
        assertThat(node.counter(Counter.RECORDS_REFUSED)).isEqualTo(3);
        assertThat(candidates(node)).isEmpty();
    }

    /**
     * Goal: 100,000 invented nodes of a member that lies take little room and little time, and members are found. Method: answers
     * without end, each record signed by a key of its own, before and after it was asked; 3,200 different ones come in turn, as
     * what nobody asked for is not even looked at. Then an honest peer tells of a member.
     */
    @Test
    void aHundredThousandInventedNodesLeaveRoomForMembers() throws Exception {
        var node = node("node");
        var beta = node("beta");
        network.runFor(Duration.ofMillis(1));
        var evil = new ForeignNode(network, "evil", cluster).link(node);
        var random = new Random(6);
        var answers = new ArrayList<byte[]>();
        for (int a = 0; a < 100; a++) {
            var records = new byte[32][];
            for (int r = 0; r < 32; r++) {
                var where = "sim://invented" + a + "-" + r + ":1";
                records[r] = record(Identity.generate(random), cluster, Duration.ofHours(12), where);
            }
            answers.add(ForeignNode.records(records));
        }
        int sent = 0;
        while (sent < 100_000) {
            evil.send(Wire.RECORDS, answers.get(sent / 32 % 100));
            sent += 32;
            network.runFor(Duration.ofMillis(25));
        }
        var standing = candidates(node).size();
        assertThat(standing).isLessThanOrEqualTo(ExchangeTerms.MOST);
        long counted = node.counter(Counter.RECORDS_UNASKED) + standing;
        assertThat(counted).isBetween(99_000L, (long) sent);

        var honest = new ForeignNode(network, "honest", cluster).link(node);
        assertThat(honest.next(Wire.RECORDS).payload()).isEqualTo(QUESTION);
        honest.send(
                Wire.RECORDS,
                ForeignNode.records(beta.node.mesh().self().record().bytes()));
        network.runUntil(() -> node.linked(beta), SOON);
    }

    /** Goal: an answer that fits into a datagram brings everybody together as well, only slower: one record at a time. */
    @Test
    void overDatagramsAllKnowEachOtherInTheEnd() throws Exception {
        var network = new SimNetwork(45);
        var nodes = new ArrayList<SimNode>();
        for (int i = 0; i < 4; i++) {
            var host = "node" + i;
            var config = NodeConfig.named(host).withListen(SimNode.address(host));
            var identity = Identity.generate(network.time().random());
            nodes.add(new SimNode(
                    network, host, cluster, config, identity, network.transport(host, Transport.Delivery.DATAGRAM)));
            if (i > 0) nodes.get(i).dials(SimNode.address("node0"));
        }
        network.runUntil(
                () -> nodes.stream().allMatch(a -> nodes.stream().allMatch(b -> a == b || a.linked(b))),
                Duration.ofMinutes(12));
    }
}
