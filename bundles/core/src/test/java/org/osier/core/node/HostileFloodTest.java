package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.core.handshake.HandshakePattern;
import org.osier.core.node.rules.DoorBudget;
import org.osier.mesh.Message;
import org.osier.testkit.SimNetwork;

/** Goal: too much of anything costs the one who sends it, not the node and not the others (WIRE.md, section 2). */
class HostileFloodTest {
    private final SimNetwork network = new SimNetwork(17);
    private final Cluster cluster = TestClusters.cluster();
    private final ForeignNode evil = new ForeignNode(network, "10.6.6.6", cluster);
    private final ForeignNode honest = new ForeignNode(network, "10.1.1.1", cluster);
    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private SimNode node;
    private ForeignPeer friend;

    @BeforeEach
    void aNodeWithAFriend() throws Exception {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        node = new SimNode(network, "node", cluster, NodeConfig.named("node").withListen(SimNode.address("node")));
        network.runFor(Duration.ofMillis(1));
        friend = honest.link(node);
    }

    @AfterEach
    void theFriendIsServedAndTheLogIsShort() {
        System.setErr(stderr);
        friend.send(Wire.PING, new byte[8]).next(Wire.PONG);
        assertThat(log.toString(StandardCharsets.UTF_8).lines().count()).isLessThan(60);
    }

    private static long open(List<ForeignPeer> peers) {
        return peers.stream().filter(p -> !p.closed()).count();
    }

    @Test
    void ofOneSourceEightUnprovedStayTheNewest() {
        var peers = new ArrayList<ForeignPeer>();
        for (int i = 0; i < 30; i++) {
            peers.add(evil.connect(node));
            network.runFor(Duration.ofMillis(5));
        }

        assertThat(open(peers)).isEqualTo(8);
        assertThat(open(peers.subList(22, 30))).isEqualTo(8);
        assertThat(node.counter(Counter.CONNECTIONS_EVICTED)).isEqualTo(22);
        evil.link(node).stays(); // proved in time, so the flood of its own source does not touch it
    }

    @Test
    void ofAllSources32UnprovedStay() {
        var peers = new ArrayList<ForeignPeer>();
        for (int i = 0; i < 60; i++) {
            peers.add(new ForeignNode(network, "10.7.0." + i, cluster).connect(node));
            network.runFor(Duration.ofMillis(5));
        }

        assertThat(open(peers)).isEqualTo(32);
        assertThat(open(peers.subList(28, 60))).isEqualTo(32);
        friend.stays();
    }

    @Test
    void whoProvedItselfStaysThroughAFloodOfSilence() {
        var proved = evil.link(node);
        for (int i = 0; i < 500; i++) {
            evil.connect(node);
            network.runFor(Duration.ofMillis(5));
        }
        proved.stays();
        assertThat(node.counter(Counter.CONNECTIONS_REFUSED)).isZero();
    }

    /** Goal: who knows the secret and begins handshakes without end is turned away, told so, and harms nobody else. */
    @Test
    void handshakesBeyondTheBudgetOfTheirSourceAreToldSo() {
        var told = new ArrayList<ForeignPeer>();
        for (int i = 0; i < 150; i++) {
            var peer = evil.connect(node).say(evil.initiator().message1());
            network.runFor(Duration.ofMillis(2));
            if (!peer.clear.isEmpty() && peer.clear.get(0).length == 2) told.add(peer);
        }

        assertThat(told.size()).isBetween(35, 50); // 100 at once, 20 a second
        for (var peer : told) assertThat(peer.clear.get(0)).isEqualTo(Wire.bytes(0, 4));
        network.runFor(Duration.ofSeconds(2));
        assertThat(told).allMatch(ForeignPeer::closed);
        assertThat(node.counter(Counter.HANDSHAKES_SHED)).isEqualTo(told.size());
        new ForeignNode(network, "10.2.2.2", cluster).link(node).stays();
        network.runFor(Duration.ofSeconds(11));
        evil.link(node).stays();
    }

    /** Goal: garbage behind good knocks does not use up the handshakes of who comes from the same address. */
    @Test
    void garbageBehindGoodKnocksUsesNothingUp() {
        for (int i = 0; i < 500; i++) {
            var message1 = evil.initiator().message1();
            message1[24 + i] ^= 1;
            evil.connect(node).say(message1);
            network.runFor(Duration.ofMillis(1));
        }
        evil.link(node).stays();

        assertThat(node.counter(Counter.HANDSHAKES_SHED)).isZero();
        assertThat(node.counter(Counter.HANDSHAKES_FAILED)).isPositive();
    }

    @Test
    void oneMemberCannotTakeEveryPlace() {
        var peers = new ArrayList<ForeignPeer>();
        for (int i = 0; i < 100; i++) {
            var peer = evil.handshake(node);
            peer.ready();
            if (peer.next().u8(0) == 0) peer.resume();
            peers.add(peer);
        }
        network.runFor(Duration.ofSeconds(2));

        assertThat(open(peers)).isEqualTo(8);
        new ForeignNode(network, "10.2.2.2", cluster).link(node);
    }

    @Test
    void tenThousandGarbageConnectionsLeaveNothing() {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            var garbage = new byte[1 + random.nextInt(64)];
            random.nextBytes(garbage);
            evil.connect(node).say(garbage);
        }
        network.runFor(Duration.ofSeconds(15));

        assertThat(network.openEnds()).isEqualTo(2);
        assertThat(node.node.mesh().peers()).hasSize(1);
        friend = honest.link(node);
    }

    /** Beyond the quota, which an operator may raise: the queue is bounded all the same. */
    @Test
    void pingsOfOneThatDoesNotReadFillABoundedQueue() {
        node.node.configure(NodeConfig.named("node")
                .withListen(SimNode.address("node"))
                .withQuota(new Quota.Size(100_000, 100_000)));
        var peer = evil.link(node);
        peer.connection().reading(false);
        for (int i = 0; i < 1_000; i++) {
            var pings = new byte[50][];
            for (int j = 0; j < 50; j++) pings[j] = Wire.frame(Wire.PING, new byte[8]);
            peer.record(pings);
        }
        network.runFor(Duration.ofSeconds(5));

        peer.connection().reading(true);
        network.runFor(Duration.ofSeconds(5));

        assertThat(peer.frames).hasSizeBetween(1_000, 40_000); // of 50,000: the rest was shed
        peer.send(Wire.PING, Wire.bytes(1, 2, 3, 4, 5, 6, 7, 8)).settle();
        assertThat(peer.frames.getLast().u8(7)).isEqualTo(8);
    }

    /** An acknowledgement is due and cannot leave: time must go on. */
    @Test
    void whoSendsWithoutReadingDoesNotKeepTheNodeBusy() {
        var peer = evil.link(node);
        peer.connection().reading(false);
        for (int i = 0; i < 20; i++) node.node.mesh().send(evil.id(), Message.of(0x40, "x".repeat(60_000)));
        peer.settle();
        peer.send(Wire.MESSAGE, Wire.segment(Wire.FIRST, 0, 0, new byte[10]));

        network.runFor(Duration.ofSeconds(20));

        peer.connection().reading(true);
        assertThat(peer.next(Wire.CONTROL).buffer().getLong(2)).isEqualTo(10);
    }

    @Test
    void violationsByTheHundredAreCountedNotTold() {
        var enough = new DoorBudget.Size(1_000, 1_000, 1_000, 1_000);
        node.node.configure(NodeConfig.named("node")
                .withListen(SimNode.address("node"))
                .withDoors(new DoorConfig(HandshakePattern.XX, enough)));
        for (int i = 0; i < 300; i++) {
            evil.link(node).record(Wire.bytes(0, 0, 0, 0)).closesWith(5);
            evil.handshake(node).send(Wire.READY, Wire.bytes(99)).closesWith(5);
        }
        assertThat(node.counter(Counter.LINK_VIOLATIONS)).isEqualTo(600);
        network.runFor(Duration.ofSeconds(2));
        assertThat(network.openEnds()).isEqualTo(2);
    }
}
