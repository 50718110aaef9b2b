package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.osier.admission.Decision;
import org.osier.testkit.SimNetwork;

/** A session without a link is kept for 10 minutes. */
class SessionKeptTest {
    private final SimNetwork network = new SimNetwork(4711);

    /**
     * Goal: who sent is told after 10 minutes although the peer is dialled all the time. Method: the peer does not admit
     * us any more, so that our own Ready is the last that happens on each link.
     */
    @Test
    void dialsThatComeToNothingDoNotProlongIt() throws Exception {
        var cluster = TestClusters.cluster();
        var alpha = new SimNode(network, "alpha", cluster, NodeConfig.named("alpha")).dials(SimNode.address("beta"));
        var beta =
                new SimNode(network, "beta", cluster, NodeConfig.named("beta").withListen(SimNode.address("beta")));
        network.runUntil(() -> alpha.linked(beta) && beta.linked(alpha), Duration.ofSeconds(30));
        beta.beFull();
        var sent = alpha.send(beta, 0, "will not be taken");
        network.runFor(Duration.ofSeconds(1));

        beta.node.add(hello -> CompletableFuture.completedFuture(Decision.reject("not now")), 1);
        network.kill("alpha", "beta");
        network.runFor(Duration.ofMinutes(10).plusSeconds(2));

        assertThat(alpha.counter(Counter.HANDSHAKES_DONE))
                .as("it was dialled again and again")
                .isGreaterThan(3);
        assertThat(sent).isCompletedExceptionally();
    }
}
