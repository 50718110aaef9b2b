package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.osier.testkit.SimNetwork;
import org.osier.testkit.SimWire;

/** What a process sent before it was killed may arrive after its successor is linked. */
class LateLinkTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SimNetwork network = new SimNetwork(4711);

    /**
     * Goal: a late handshake of an earlier start does not take the place of the running session. Method: the last
     * message of a handshake travels for 5 s, meanwhile its sender is killed and started again.
     */
    @Test
    void anEarlierStartIsRefusedOnceALaterOneIsKnown() throws Exception {
        var cluster = TestClusters.cluster();
        var config = NodeConfig.named("beta");
        var alpha =
                new SimNode(network, "alpha", cluster, NodeConfig.named("alpha").withListen(SimNode.address("alpha")));
        var before = new SimNode(network, "beta", cluster, config);
        before.node.mesh().connect(SimNode.address("alpha"));
        network.runFor(Duration.ofNanos(3_500_000)); // message 2 is under way, it takes 1 ms
        network.wire(SimWire.LAN.withDelay(Duration.ofSeconds(5), Duration.ZERO));
        network.runFor(Duration.ofMillis(1)); // and was answered
        assertThat(before.counter(Counter.HANDSHAKES_DONE)).isEqualTo(1);
        network.stop("beta");

        network.wire(SimWire.LAN);
        var after = new SimNode(network, "beta", cluster, config, before.identity);
        after.node.mesh().connect(SimNode.address("alpha"));
        network.runUntil(() -> alpha.linked(after) && after.linked(alpha), SOON);
        network.runFor(Duration.ofSeconds(10));
        assertThat(alpha.counter(Counter.HANDSHAKES_DONE)).isEqualTo(2);

        var sent = alpha.send(after, 0, "to whom it may concern");
        network.runUntil(sent::isDone, SOON);
        assertThat(sent).isCompleted();
        assertThat(after.received).containsExactly("to whom it may concern");
        assertThat(alpha.node.mesh().peer(after.id()).get().counts().restarts()).isZero();
    }
}
