package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.testkit.SimNetwork;

/** A dial into silence lasts 5 s; whoever goes does not wait for it. */
class GivenUpDialTest {
    private final SimNetwork network = new SimNetwork(4711);
    private SimNode alpha;

    @BeforeEach
    void aNodeThatDialsIntoSilence() throws Exception {
        network.transport("beta");
        network.cut("alpha", "beta");
        alpha = new SimNode(network, "alpha", TestClusters.cluster(), NodeConfig.named("alpha"))
                .dials(SimNode.address("beta"));
        network.runFor(Duration.ofMillis(100));
        assertThat(alpha.node.connections().taken()).isEqualTo(1);
    }

    @Test
    void aTransportThatGoesDoesNotWaitForADial() {
        var gone = alpha.node.remove(alpha.transport());
        network.runFor(Duration.ofMillis(10));

        assertThat(gone).isCompleted();
        assertThat(alpha.node.connections().taken()).isZero();
    }

    @Test
    void aNodeThatStopsDoesNotWaitForADial() {
        var stopped = alpha.node.stop();
        network.runFor(Duration.ofMillis(10));

        assertThat(stopped).isCompleted();
    }
}
