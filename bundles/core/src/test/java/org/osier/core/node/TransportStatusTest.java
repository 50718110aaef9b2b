package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.mesh.TransportStatus;
import org.osier.testkit.SimNetwork;

/** What a node tells of its transports: two nodes, one of which dials a third that is not there. */
class TransportStatusTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SimNetwork network = new SimNetwork(7);
    private final Cluster cluster = TestClusters.cluster();

    private SimNode node(String host, String... seeds) throws Exception {
        var addresses = java.util.Arrays.stream(seeds).map(SimNode::address).toArray(URI[]::new);
        var config = NodeConfig.named(host).withListen(SimNode.address(host));
        return new SimNode(network, host, cluster, config).dials(addresses);
    }

    private static TransportStatus first(SimNode node) {
        return node.node.mesh().self().transports().get(0);
    }

    @Test
    void whatIsCarriedAndDialledIsCounted() throws Exception {
        var alpha = node("alpha");
        network.transport("nobody");
        var beta = node("beta", "alpha", "nobody");
        network.runUntil(() -> alpha.linked(beta) && beta.linked(alpha), SOON);
        long before = first(alpha).bytesIn();
        beta.send(alpha, 0, "x".repeat(5_000));
        network.runUntil(() -> alpha.received.size() == 1, SOON);

        var dialling = first(beta);
        assertThat(dialling.schemes()).containsExactly("sim");
        assertThat(dialling.serviceId()).isEqualTo(1);
        assertThat(dialling.serving()).isTrue();
        assertThat(dialling.datagrams()).isFalse();
        assertThat(dialling.connections()).isEqualTo(1);
        assertThat(dialling.links()).isEqualTo(1);
        assertThat(dialling.dials()).isGreaterThanOrEqualTo(2);
        assertThat(dialling.dialsFailed()).isEqualTo(dialling.dials() - 1);
        assertThat(dialling.accepted()).isZero();

        var accepting = first(alpha);
        assertThat(accepting.accepted()).isEqualTo(1);
        assertThat(accepting.dials()).isZero();
        assertThat(accepting.bytesIn() - before).isBetween(5_000L, 6_000L);
        network.runFor(Duration.ofSeconds(1));
        assertThat(first(alpha).bytesIn()).isEqualTo(first(beta).bytesOut());
        assertThat(first(alpha).messagesIn()).isEqualTo(first(beta).messagesOut());
        assertThat(first(alpha).messagesOut())
                .isEqualTo(first(beta).messagesIn())
                .isPositive();
    }

    @Test
    void ofTwoForOneSchemeOneServesAndWhatGoesIsGone() throws Exception {
        var alpha = node("alpha");
        alpha.node.add(network.transport("alpha"), Set.of("sim"), 2);

        var both = alpha.node.mesh().self().transports();
        assertThat(both).extracting(TransportStatus::serviceId).containsExactly(1L, 2L);
        assertThat(both).extracting(TransportStatus::serving).containsExactly(true, false);

        var gone = alpha.node.remove(alpha.transport());
        network.runUntil(gone::isDone, SOON);
        var left = alpha.node.mesh().self().transports();
        assertThat(left).singleElement().matches(TransportStatus::serving).matches(s -> s.serviceId() == 2);
    }

    @Test
    void connectionsThatEndAreCountedOut() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        network.runUntil(() -> alpha.linked(beta) && beta.linked(alpha), SOON);
        network.stop("beta");
        network.runUntil(() -> first(alpha).connections() == 0, SOON);
        assertThat(first(alpha).links()).isZero();
    }
}
