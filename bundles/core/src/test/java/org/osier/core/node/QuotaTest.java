package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.cluster.Cluster;
import org.osier.testkit.SimNetwork;

/** Goal: one peer begins so much and no more, and its messages and everybody else are none the worse for it. */
class QuotaTest {
    private static final int BURST = 100;
    private static final int PER_SECOND = 50;

    private final SimNetwork network = new SimNetwork(16);
    private final Cluster cluster = TestClusters.cluster();
    private final ForeignNode evil = new ForeignNode(network, "evil", cluster);
    private SimNode node;

    @BeforeEach
    void aNode() throws Exception {
        node = new SimNode(network, "node", cluster, NodeConfig.named("node").withListen(SimNode.address("node")));
        network.runFor(Duration.ofMillis(1));
    }

    private long pongs(ForeignPeer peer) {
        long pongs = 0;
        peer.settle();
        while (peer.has()) if (peer.next().type() == Wire.PONG) pongs++;
        return pongs;
    }

    private void pings(ForeignPeer peer, int count) {
        for (int i = 0; i < count; i++) peer.send(Wire.PING, new byte[8]);
    }

    @Test
    void pingsBeyondTheQuotaAreNotAnsweredAndTheLinkStands() {
        var peer = evil.link(node);
        network.runFor(Duration.ofSeconds(10));

        pings(peer, 1_000);
        long answered = pongs(peer);
        assertThat(answered).isBetween((long) BURST, BURST + 4L); // some tokens come meanwhile
        assertThat(node.counter(Counter.QUOTA_EXCEEDED)).isEqualTo(1_000 - answered);

        network.runFor(Duration.ofSeconds(1));
        pings(peer, 1_000);
        assertThat(pongs(peer)).isBetween((long) PER_SECOND, PER_SECOND + 8L);
        peer.stays();
    }

    /** Goal: what costs the most, a signature that is checked, counts as well. */
    @ParameterizedTest
    @ValueSource(ints = {Wire.RECORDS, Wire.PATH_ECHO})
    void recordsAndEchoesCountLikePings(int type) {
        var peer = evil.link(node);
        network.runFor(Duration.ofSeconds(10));

        var payload = type == Wire.RECORDS ? Wire.bytes(1) : new byte[9];
        for (int i = 0; i < BURST + 20; i++) peer.send(type, payload);
        pings(peer, 20);

        assertThat(pongs(peer)).isLessThan(10);
        assertThat(node.counter(Counter.QUOTA_EXCEEDED)).isBetween(30L, 40L);
    }

    @Test
    void messagesAreNotCounted() throws Exception {
        var honest = new SimNode(network, "honest", cluster, NodeConfig.named("honest"));
        honest.dials(SimNode.address("node"));
        network.runUntil(() -> honest.linked(node), Duration.ofSeconds(10));

        var sent = IntStream.range(0, 2_000)
                .mapToObj(i -> honest.send(node, 0, "message " + i))
                .toList();
        network.runUntil(() -> sent.stream().allMatch(CompletableFuture::isDone), Duration.ofSeconds(10));

        assertThat(node.received).hasSize(2_000);
        assertThat(node.counter(Counter.QUOTA_EXCEEDED)).isZero();
    }

    @Test
    void whoHasSpentItsQuotaGetsNoFurtherLinkUntilItHasWaited() {
        var peer = evil.link(node);
        network.runFor(Duration.ofSeconds(10));
        pings(peer, 1_000);
        peer.settle();
        pings(peer, 1_000);

        var refused = evil.handshake(node).next();
        assertThat(refused.type()).isEqualTo(Wire.READY);
        assertThat(refused.u8(0)).as("overloaded").isEqualTo(5);

        network.runFor(Duration.ofSeconds(2));
        evil.link(node);
        assertThat(node.node.mesh().peer(evil.id()).orElseThrow().counts().links())
                .isEqualTo(2);
    }

    @Test
    void aPeerDoesNotSpendTheQuotaOfAnother() {
        var peer = evil.link(node);
        pings(peer, 1_000);
        var friend = new ForeignNode(network, "honest", cluster).link(node);

        pings(friend, 10);

        assertThat(pongs(friend)).isEqualTo(10);
    }

    @Test
    void anotherQuotaCountsAtOnce() {
        var peer = evil.link(node);
        var usual = NodeConfig.named("node").withListen(SimNode.address("node"));
        node.node.configure(usual.withQuota(new Quota.Size(5, 5)));
        network.runFor(Duration.ofSeconds(10));

        pings(peer, 100);
        assertThat(pongs(peer)).isBetween(5L, 6L);

        node.node.configure(usual.withQuota(new Quota.Size(1_000, 1_000)));
        network.runFor(Duration.ofSeconds(2));
        pings(peer, 900);
        assertThat(pongs(peer)).isEqualTo(900);
    }
}
