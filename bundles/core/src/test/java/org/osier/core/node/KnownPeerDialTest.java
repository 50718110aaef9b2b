package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.core.handshake.HandshakePattern;
import org.osier.core.handshake.Initiator;
import org.osier.core.identity.Identity;
import org.osier.core.node.rules.DoorBudget;
import org.osier.testkit.SimNetwork;

/** Goal: known peers are dialled with two messages if the configuration says so, and reached in any case. */
class KnownPeerDialTest {
    private final SimNetwork network = new SimNetwork(21);
    private final Cluster cluster = TestClusters.cluster();
    private ForeignNode foreign;
    private SimNode node;

    @BeforeEach
    void aNodeAndAForeignOneThatCanBeDialled() throws Exception {
        foreign = new ForeignNode(network, "foreign", cluster).listen();
        node = new SimNode(network, "node", cluster, config(HandshakePattern.IK));
        network.runFor(Duration.ofMillis(1));
    }

    private static NodeConfig config(HandshakePattern known) {
        return NodeConfig.named("node")
                .withListen(SimNode.address("node"))
                .withDoors(new DoorConfig(known, DoorBudget.Size.DEFAULT));
    }

    /** The foreign node links, says where it can be dialled, and lets go. @return the node's dial that follows */
    private ForeignPeer dialAgain(int n) {
        var link = foreign.link(node);
        link.send(Wire.RECORDS, foreign.record("sim://foreign:1")).settle();
        link.close();
        var dialled = foreign.accepted(n);
        network.runUntil(() -> dialled.pattern != null, Duration.ofSeconds(90));
        return dialled;
    }

    @Test
    void whoIsKnownIsDialledWithTwoMessages() {
        var dialled = dialAgain(0);

        assertThat(dialled.pattern).isEqualTo(HandshakePattern.IK);
        dialled.open();
        assertThat(dialled.outcome().peer().node()).isEqualTo(node.id());
        dialled.send(Wire.PING, new byte[8]).next(Wire.PONG);
        assertThat(node.counter(Counter.HANDSHAKES_FAILED)).isZero();
    }

    @Test
    void byDefaultItIsThree() {
        node.node.configure(NodeConfig.named("node").withListen(SimNode.address("node")));
        network.runFor(Duration.ofMillis(1));

        assertThat(dialAgain(0).pattern).isEqualTo(HandshakePattern.XX);
    }

    /** Goal: who has another link key by now is linked with all the same, at once, and with the new key afterwards. */
    @Test
    void aKeyThatHasChangedIsFoundOut() {
        var link = foreign.link(node);
        link.send(Wire.RECORDS, foreign.record("sim://foreign:1")).settle();
        foreign.identity = Identity.of(
                foreign.identity.seed(), Identity.generate(new Random(7)).linkPrivateKey());
        foreign.serial += 10;
        link.close();

        var inVain = foreign.accepted(0);
        network.runUntil(() -> inVain.refused != null, Duration.ofSeconds(90));
        var before = network.time().elapsed();
        var again = foreign.accepted(1);
        again.open();

        assertThat(inVain.pattern).isEqualTo(HandshakePattern.IK);
        assertThat(again.pattern).isEqualTo(HandshakePattern.XX);
        assertThat(network.time().elapsed().minus(before)).isLessThan(Duration.ofSeconds(1));
        again.close();
        var third = foreign.accepted(2);
        network.runUntil(() -> third.pattern != null, Duration.ofSeconds(90));
        assertThat(third.pattern).as("the new key is known").isEqualTo(HandshakePattern.IK);
        third.open();
    }

    /** Goal: a recorded message 1 makes no peer. Method: one that this node never heard, then what is no record. */
    @Test
    void aRecordedFirstMessageMakesNoPeer() {
        var victim = new ForeignNode(network, "victim", cluster);
        var recorded = Initiator.knowing(
                        victim.keys(),
                        victim.door,
                        victim.suite,
                        node.id(),
                        node.identity.linkKey(),
                        new Random(1),
                        network.time().millis())
                .message1();
        var evil = foreign.connect(node).say(recorded).settle();
        assertThat(evil.clear).as("message 2").hasSize(1);
        evil.clear.clear();
        assertThat(node.node.mesh().peers()).isEmpty();
        assertThat(node.counter(Counter.HANDSHAKES_DONE)).isZero();

        evil.say(new byte[22]).closesSilently();
        network.runFor(Duration.ofSeconds(2));

        assertThat(node.node.mesh().peers()).isEmpty();
        assertThat(node.counter(Counter.HANDSHAKES_FAILED)).isEqualTo(1);
    }

    /** Goal: two real nodes, both of which know each other, find each other again with two messages and lose nothing. */
    @Test
    void twoNodesGoOnAfterALoss() throws Exception {
        var other = new SimNode(
                network,
                "other",
                cluster,
                NodeConfig.named("other")
                        .withListen(SimNode.address("other"))
                        .withDoors(new DoorConfig(HandshakePattern.IK, DoorBudget.Size.DEFAULT)));
        other.node.mesh().connect(SimNode.address("node"));
        network.runUntil(() -> node.linked(other) && other.linked(node), Duration.ofSeconds(5));

        network.kill("node", "other");
        var sent = node.send(other, 0, "hello");
        network.runUntil(sent::isDone, Duration.ofMinutes(3));

        assertThat(other.received).containsExactly("hello");
        assertThat(node.counter(Counter.HANDSHAKES_FAILED) + other.counter(Counter.HANDSHAKES_FAILED))
                .isZero();
    }

    @Test
    void aFirstRecordThatIsNotTheInitiatorsEndsInSilence() {
        var victim = new ForeignNode(network, "victim", cluster);
        var message1 = Initiator.knowing(
                        victim.keys(),
                        victim.door,
                        victim.suite,
                        node.id(),
                        node.identity.linkKey(),
                        new Random(1),
                        network.time().millis())
                .message1();
        var peer = victim.connect(node).say(message1).settle();
        peer.clear.clear();
        peer.say(ByteBuffer.allocate(65_535).array()).closesSilently();
        assertThat(node.counter(Counter.HANDSHAKES_DONE)).isZero();
    }
}
