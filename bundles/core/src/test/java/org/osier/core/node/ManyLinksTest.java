package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.osier.testkit.SimNetwork;

/** One peer must not take the places of all others. */
class ManyLinksTest {
    private static final int MOST = 8; // README, Bounds

    private final SimNetwork network = new SimNetwork(12);

    @Test
    void aNinthLinkWithOnePeerIsRefusedUntilOneOfTheEightHasEnded() throws Exception {
        var cluster = TestClusters.cluster();
        var foreign = new ForeignNode(network, "foreign", cluster);
        var node =
                new SimNode(network, "node", cluster, NodeConfig.named("node").withListen(SimNode.address("node")));
        network.runFor(Duration.ofMillis(1));
        var links = new ArrayList<ForeignPeer>();
        for (int i = 0; i < MOST; i++) links.add(foreign.link(node));

        var refused = foreign.handshake(node).next();
        assertThat(refused.type()).isEqualTo(Wire.READY);
        assertThat(refused.u8(0)).isEqualTo(5);

        links.get(3).close();
        network.runFor(Duration.ofSeconds(2));
        foreign.link(node);
        assertThat(node.node.mesh().peer(foreign.id()).get().counts().links()).isEqualTo(MOST + 1);
    }
}
