package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.mesh.MeshException;
import org.osier.mesh.PeerState;
import org.osier.testkit.SimNetwork;

/** Whole nodes in virtual time: what a user of the mesh sees. */
class NodeTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SimNetwork network = new SimNetwork(4711);
    private final Cluster cluster = TestClusters.cluster();

    private SimNode node(String host, String... seeds) throws Exception {
        return node(cluster, host, seeds);
    }

    private SimNode node(Cluster cluster, String host, String... seeds) throws Exception {
        var addresses = java.util.Arrays.stream(seeds).map(SimNode::address).toArray(java.net.URI[]::new);
        var config = NodeConfig.named(host).withListen(SimNode.address(host));
        return new SimNode(network, host, cluster, config).dials(addresses);
    }

    private void untilLinked(SimNode a, SimNode b) {
        network.runUntil(() -> a.linked(b) && b.linked(a), SOON);
    }

    @Test
    void aSeedBecomesAPeerAtBothEnds() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");

        untilLinked(alpha, beta);
        network.runUntil(() -> alpha.node.mesh().peer(beta.id()).get().record().isPresent(), SOON);

        var peer = alpha.node.mesh().peer(beta.id()).get();
        assertThat(peer.state()).isEqualTo(PeerState.ALIVE);
        assertThat(peer.name()).isEqualTo("beta");
        assertThat(peer.record().get().addresses()).containsExactly(SimNode.address("beta"));
    }

    @Test
    void messagesArriveInOrderAndTheirSendersAreTold() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);

        var sent = IntStream.range(0, 1_000)
                .mapToObj(i -> alpha.send(beta, 0, "message " + i))
                .toList();
        network.runUntil(() -> sent.stream().allMatch(java.util.concurrent.CompletableFuture::isDone), SOON);

        assertThat(sent).allMatch(s -> !s.isCompletedExceptionally());
        assertThat(beta.received)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(i -> "message " + i).toList());
    }

    @Test
    void aRequestIsAnswered() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);

        var answer = alpha.request(beta, "hi", Duration.ofSeconds(5));
        network.runUntil(answer::isDone, SOON);

        assertThat(answer.join().text()).isEqualTo("re: hi");
    }

    @Test
    void anErrorOfTheOtherSideComesBackWithItsCode() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);

        var answer = alpha.request(beta, "fail", Duration.ofSeconds(5));
        network.runUntil(answer::isDone, SOON);

        assertThat(failure(answer).kind()).isEqualTo(MeshException.Kind.NO_HANDLER);
        assertThat(failure(answer).code()).isEqualTo(301);
        assertThat(failure(answer).retrySafe()).isTrue();
    }

    @Test
    void aRequestWithoutAnAnswerEndsAtItsDeadline() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);

        var answer = alpha.request(beta, "silence", Duration.ofSeconds(2));
        var before = network.time().elapsed();
        network.runUntil(answer::isDone, SOON);

        assertThat(failure(answer).kind()).isEqualTo(MeshException.Kind.NO_ANSWER);
        assertThat(network.time().elapsed().minus(before)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_050));
    }

    @Test
    void aMessageThatNobodyTakesIsOfUnknownOutcomeAtItsDeadline() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);
        beta.beFull();

        var sent = alpha.node
                .mesh()
                .send(beta.id(), org.osier.mesh.Message.of(0x40, "late"), Duration.ofSeconds(2))
                .toCompletableFuture();
        network.runUntil(sent::isDone, SOON);
        beta.makeRoom();

        assertThat(failure(sent).kind()).isEqualTo(MeshException.Kind.UNKNOWN_OUTCOME);
        assertThat(beta.received).containsExactly("late");
    }

    @Test
    void aNodeOfAnotherClusterIsKeptOut() throws Exception {
        var alpha = node("alpha");
        var stranger = node(TestClusters.other(), "stranger", "alpha");

        network.runFor(Duration.ofMinutes(2));

        assertThat(alpha.node.mesh().peers()).isEmpty();
        assertThat(stranger.node.mesh().peers()).isEmpty();
        assertThat(alpha.node.mesh().self().counters().get("knocks unknown")).isPositive();
    }

    @Test
    void twoNodesThatDialEachOtherEndWithOneLink() throws Exception {
        var alpha = node("alpha", "beta");
        var beta = node("beta", "alpha");

        untilLinked(alpha, beta);
        network.runFor(Duration.ofSeconds(20));

        assertThat(network.openEnds()).isEqualTo(2);
        assertThat(alpha.linked(beta)).isTrue();
        assertThat(beta.linked(alpha)).isTrue();
        var links = alpha.node.mesh().peer(beta.id()).get().counts().links();
        network.runFor(Duration.ofMinutes(10));
        assertThat(alpha.node.mesh().peer(beta.id()).get().counts().links()).isEqualTo(links);
    }

    @Test
    void aNodeThatDialsItselfGivesUp() throws Exception {
        var alpha = node("alpha", "alpha");

        network.runFor(Duration.ofMinutes(5));

        assertThat(alpha.node.mesh().peers()).isEmpty();
        assertThat(network.openEnds()).isZero();
    }

    @Test
    void theSessionGoesOnOverANewLink() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);

        for (int i = 0; i < 100; i++) alpha.send(beta, 0, "before " + i);
        network.kill("alpha", "beta");
        var after = alpha.send(beta, 0, "after");
        network.runUntil(after::isDone, Duration.ofMinutes(2));

        assertThat(after.isCompletedExceptionally()).isFalse();
        assertThat(beta.received).hasSize(101).doesNotHaveDuplicates().endsWith("after");
    }

    @Test
    void aTransportThatGoesAndComesBackLosesNothing() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);

        alpha.beFull();
        beta.beFull();
        var sent = IntStream.range(0, 50)
                .mapToObj(i -> beta.send(alpha, i % 3, "m" + i))
                .toList();
        var gone = alpha.node.remove(alpha.transport());
        network.runUntil(gone::isDone, SOON);
        network.stop("alpha");
        network.runFor(Duration.ofSeconds(3));
        alpha.makeRoom();
        alpha.node.add(network.transport("alpha"), java.util.Set.of("sim"), 2);
        network.runUntil(
                () -> sent.stream().allMatch(java.util.concurrent.CompletableFuture::isDone), Duration.ofMinutes(3));

        assertThat(sent).allMatch(s -> !s.isCompletedExceptionally());
        assertThat(alpha.received).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void aRestartedPeerIsNoticedAndWhatItMayHaveSeenFailsAsUnknown() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);
        beta.beFull();
        var unknown = alpha.send(beta, 0, "may have arrived");
        network.runFor(Duration.ofSeconds(1));
        network.stop("beta");

        var again = new SimNode(network, "beta2", cluster, NodeConfig.named("beta"), beta.identity)
                .dials(SimNode.address("alpha"));
        network.runUntil(unknown::isDone, Duration.ofMinutes(2));
        untilLinked(alpha, again);

        assertThat(failure(unknown).kind()).isEqualTo(MeshException.Kind.UNKNOWN_OUTCOME);
        assertThat(alpha.node.mesh().peer(beta.id()).get().counts().restarts()).isEqualTo(1);
    }

    @Test
    void aNodeWithoutAListenerIsAFirstClassPeer() throws Exception {
        var alpha = node("alpha");
        var app = new SimNode(network, "app", cluster, NodeConfig.named("app")).dials(SimNode.address("alpha"));
        untilLinked(alpha, app);

        var answer = alpha.request(app, "hi app", Duration.ofSeconds(5));
        network.runUntil(answer::isDone, SOON);

        assertThat(answer.join().text()).isEqualTo("re: hi app");
        assertThat(alpha.node.mesh().peer(app.id()).get().record().get().addresses())
                .isEmpty();
    }

    @Test
    void aPeerThatNobodyKnowsIsUnreachable() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");

        var sent = alpha.send(beta, 0, "hello?");

        assertThat(failure(sent).kind()).isEqualTo(MeshException.Kind.UNREACHABLE);
        assertThat(failure(sent).retrySafe()).isTrue();
    }

    @Test
    void aPeerThatStaysAwayFailsAndSaysWhy() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);
        network.runFor(Duration.ofSeconds(1));

        network.stop("beta");
        network.runFor(Duration.ofSeconds(30));

        var peer = alpha.node.mesh().peer(beta.id()).get();
        assertThat(peer.state()).isEqualTo(PeerState.FAILED);
        assertThat(peer.why()).contains("sim://beta:1").contains("OSIER-113");
        assertThat(failure(alpha.send(beta, 0, "x")).code()).isEqualTo(113);
    }

    @Test
    void connectTellsWhoAnswersOrWhyNobodyDoes() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");

        var known = alpha.node.mesh().connect(SimNode.address("beta")).toCompletableFuture();
        var unknown = alpha.node.mesh().connect(SimNode.address("nowhere")).toCompletableFuture();
        network.runUntil(() -> known.isDone() && unknown.isDone(), SOON);

        assertThat(known.join()).isEqualTo(beta.id());
        assertThat(failure(unknown).kind()).isEqualTo(MeshException.Kind.UNREACHABLE);
    }

    @Test
    void anIdleLinkIsPingedAndStays() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);

        network.runFor(Duration.ofMinutes(30));

        assertThat(alpha.node.mesh().peer(beta.id()).get().counts().links()).isEqualTo(1);
        assertThat(alpha.node.mesh().peer(beta.id()).get().roundTrip()).isPresent();
    }

    @Test
    void aLinkIsReplacedBeforeItIsTwoHoursOld() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);

        network.runFor(Duration.ofMinutes(121));

        assertThat(alpha.node.mesh().peer(beta.id()).get().counts().links()).isEqualTo(2);
        assertThat(network.openEnds()).isEqualTo(2);
        assertThat(alpha.node.mesh().peer(beta.id()).get().counts().restarts()).isZero();
    }

    @Test
    void aNodeThatStopsSaysSoAndLosesNothing() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta", "alpha");
        untilLinked(alpha, beta);

        var last = beta.send(alpha, 0, "last words");
        var stopped = beta.node.stop();
        network.runUntil(stopped::isDone, SOON);

        assertThat(last).isCompleted();
        assertThat(failure(beta.send(alpha, 0, "too late")).kind()).isEqualTo(MeshException.Kind.OVERLOADED);
        network.runUntil(() -> !alpha.linked(beta), SOON);
        assertThat(alpha.node.mesh().peer(beta.id()).get().why()).contains("restarting");
    }

    private static MeshException failure(java.util.concurrent.CompletableFuture<?> future) {
        try {
            future.join();
            throw new AssertionError("did not fail");
        } catch (CompletionException e) {
            return (MeshException) e.getCause();
        }
    }
}
