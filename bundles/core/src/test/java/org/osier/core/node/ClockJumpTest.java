package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.cluster.Cluster;
import org.osier.mesh.MeshException;
import org.osier.mesh.PeerState;
import org.osier.testkit.SimNetwork;

/**
 * Goal: whoever sets the clock of a machine cuts no link, loses no message and makes nothing hang; a clock that is far
 * off is named where it matters. Method: two nodes in virtual time, the clock of one is set.
 */
class ClockJumpTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration A_RECORD_COUNTS = Duration.ofDays(1); // NodeConfig.named

    private final SimNetwork network = new SimNetwork(4711);
    private final Cluster cluster = TestClusters.cluster();

    private SimNode node(String host) throws Exception {
        return new SimNode(network, host, cluster, NodeConfig.named(host).withListen(SimNode.address(host)));
    }

    private void untilLinked(SimNode a, SimNode b) {
        network.runUntil(() -> a.linked(b) && b.linked(a), SOON);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, -5, 30, -30, 1_000, -1_000})
    void linksStayAndMessagesArriveWhereverTheClockIsSetTo(long hours) throws Exception {
        var alpha = node("alpha");
        var beta = node("beta").dials(SimNode.address("alpha"));
        untilLinked(alpha, beta);
        var links = alpha.node.mesh().peer(beta.id()).orElseThrow().counts().links();

        alpha.setClockAhead(Duration.ofHours(hours));
        var sent = IntStream.range(0, 100).mapToObj(i -> alpha.send(beta, 0, "to beta " + i));
        var back = IntStream.range(0, 100).mapToObj(i -> beta.send(alpha, 0, "to alpha " + i));
        var all = java.util.stream.Stream.concat(sent, back).toList();
        network.runUntil(() -> all.stream().allMatch(java.util.concurrent.CompletableFuture::isDone), SOON);
        network.runFor(Duration.ofMinutes(10));

        assertThat(all).noneMatch(java.util.concurrent.CompletableFuture::isCompletedExceptionally);
        assertThat(alpha.received).hasSize(100);
        assertThat(beta.received).hasSize(100);
        assertThat(alpha.node.mesh().peer(beta.id()).orElseThrow().state()).isEqualTo(PeerState.ALIVE);
        assertThat(alpha.node.mesh().peer(beta.id()).orElseThrow().counts().links())
                .isEqualTo(links);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, -5})
    void whatHasADeadlineEndsThenByNoClockOnTheWall(long hours) throws Exception {
        var alpha = node("alpha");
        var beta = node("beta").dials(SimNode.address("alpha"));
        untilLinked(alpha, beta);
        var before = network.time().elapsed();

        var answer = alpha.request(beta, "silence", Duration.ofSeconds(2));
        alpha.setClockAhead(Duration.ofHours(hours));
        network.runUntil(answer::isDone, SOON);

        assertThatThrownBy(answer::join).hasRootCauseInstanceOf(MeshException.class);
        assertThat(network.time().elapsed().minus(before)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    /** A record that was issued in a time to come would count for too long, or be refused by everybody. */
    @Test
    void ourRecordIsSignedAgainWhenTheClockIsSetBack() throws Exception {
        var alpha = node("alpha");
        network.runFor(Duration.ofSeconds(5));
        var before = alpha.node.mesh().self().record();

        alpha.setClockAhead(Duration.ofDays(-2));
        network.runFor(Duration.ofSeconds(2));
        var after = alpha.node.mesh().self().record();

        assertThat(after.serial()).isGreaterThan(before.serial());
        assertThat(after.issued()).isBefore(before.issued().minus(Duration.ofDays(1)));
    }

    @Test
    void recordsAreRenewedAgainOnceTheClockIsRight() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta").dials(SimNode.address("alpha"));
        untilLinked(alpha, beta);

        for (var ahead : new Duration[] {Duration.ofDays(3), Duration.ofDays(-3), Duration.ZERO}) {
            alpha.setClockAhead(ahead);
            network.runFor(Duration.ofMinutes(5));
        }

        var mine = alpha.node.mesh().self().record();
        var known = beta.node.mesh().peer(alpha.id()).orElseThrow().record().orElseThrow();
        assertThat(known).isEqualTo(mine);
        assertThat(Duration.between(network.time().instant(), known.expires()))
                .isBetween(A_RECORD_COUNTS.dividedBy(2), A_RECORD_COUNTS);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, -11})
    void whoKnocksWithAClockFarOffIsToldSo(long minutes) throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        beta.setClockAhead(Duration.ofMinutes(minutes));

        var connected = beta.node.mesh().connect(SimNode.address("alpha")).toCompletableFuture();
        network.runUntil(connected::isDone, SOON);

        assertThatThrownBy(connected::join).rootCause().isInstanceOfSatisfying(MeshException.class, e -> {
            assertThat(e.code()).isEqualTo(104);
            assertThat(e).hasMessageContaining("clocks are more than 10 minutes apart");
        });
        assertThat(alpha.node.mesh().peers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {9, -9})
    void aClockThatIsALittleOffKeepsNobodyOut(long minutes) throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        beta.setClockAhead(Duration.ofMinutes(minutes));
        beta.dials(SimNode.address("alpha"));

        untilLinked(alpha, beta);
    }
}
