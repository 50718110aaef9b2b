package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.mesh.MeshException;
import org.osier.testkit.SimNetwork;

/** Goal: while the dispatcher is away sessions hold, within bounds; senders feel it, and nothing is lost. */
class DispatcherAwayTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int KIB = 1_024;

    private final SimNetwork network = new SimNetwork(4711);
    private final Cluster cluster = TestClusters.cluster();
    private SimNode alpha;
    private SimNode beta;

    @BeforeEach
    void twoNodes() throws Exception {
        alpha = new SimNode(network, "alpha", cluster, NodeConfig.named("alpha").withListen(SimNode.address("alpha")));
        beta = new SimNode(network, "beta", cluster, NodeConfig.named("beta")).dials(SimNode.address("alpha"));
        network.runUntil(() -> alpha.linked(beta) && beta.linked(alpha), SOON);
    }

    private static boolean failed(CompletableFuture<Void> stage) {
        return stage.isCompletedExceptionally();
    }

    @Test
    void whatIsSentMeanwhileIsHandedOverWhenItIsBack() {
        beta.node.unset(beta);
        var sent = IntStream.range(0, 100)
                .mapToObj(i -> alpha.send(beta, i % 3, "message " + i))
                .toList();
        network.runFor(Duration.ofSeconds(9));
        assertThat(sent).as("nobody is told that it has arrived").noneMatch(CompletableFuture::isDone);
        assertThat(beta.received).isEmpty();

        beta.node.set(beta);
        network.runUntil(() -> sent.stream().allMatch(CompletableFuture::isDone), SOON);

        assertThat(sent).noneMatch(DispatcherAwayTest::failed);
        assertThat(beta.received)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "message " + i).toList());
    }

    @Test
    void aSenderThatGoesOnIsToldThatItIsTooMuchAndBothEndsStayWithinTheirBounds() {
        beta.node.unset(beta);
        var taken = new ArrayList<CompletableFuture<Void>>();
        CompletableFuture<Void> refused = null;
        for (int i = 0; refused == null; i++) {
            var sent = alpha.send(beta, 0, i + " " + "x".repeat(64 * KIB));
            network.runFor(Duration.ofMillis(1));
            if (failed(sent)) refused = sent;
            else taken.add(sent);
        }
        var failure = catchThrowableOfType(CompletionException.class, refused::join);
        assertThat(((MeshException) failure.getCause()).kind()).isEqualTo(MeshException.Kind.OVERLOADED);
        var held = Inside.peers(beta.node).get(0).session();
        assertThat(held).isNotNull();
        assertThat(held.load().kept()).isLessThan(5L * KIB * KIB);

        beta.node.set(beta);
        network.runUntil(() -> taken.stream().allMatch(CompletableFuture::isDone), SOON);

        assertThat(taken).noneMatch(DispatcherAwayTest::failed);
        assertThat(beta.received).hasSize(taken.size());
        for (int i = 0; i < taken.size(); i++) assertThat(beta.received.get(i)).startsWith(i + " ");
    }

    @Test
    void whoWaitsForRoomIsToldWhenToGoOnAndThenFindsSome() {
        beta.node.unset(beta);
        while (!failed(alpha.send(beta, 0, "x".repeat(64 * KIB)))) network.runFor(Duration.ofMillis(1));
        var full = alpha.node.mesh().room(beta.id(), 0).toCompletableFuture();
        var another = alpha.node.mesh().room(beta.id(), 1).toCompletableFuture();
        network.runFor(Duration.ofSeconds(9));
        assertThat(full).isNotDone();
        assertThat(another)
                .as("a stream that holds nothing has room of its own")
                .isCompleted();

        beta.node.set(beta);
        network.runUntil(full::isDone, SOON);

        assertThat(full).isCompleted();
        assertThat(alpha.send(beta, 0, "x".repeat(1_024 * KIB))).isNotCompletedExceptionally();
    }

    @Test
    void noMoreThanSoManyWaitForRoomAndAllOfThemAreToldWhenThePeerRestarted() throws Exception {
        beta.node.unset(beta);
        while (!failed(alpha.send(beta, 0, "x".repeat(64 * KIB)))) network.runFor(Duration.ofMillis(1));
        var waiting = IntStream.range(0, 1_024)
                .mapToObj(i -> alpha.node.mesh().room(beta.id(), 0).toCompletableFuture())
                .toList();
        assertThat(kind(alpha.node.mesh().room(beta.id(), 0).toCompletableFuture()))
                .isEqualTo(MeshException.Kind.OVERLOADED);
        assertThat(waiting).noneMatch(CompletableFuture::isDone);

        network.stop("beta");
        new SimNode(network, "beta2", cluster, NodeConfig.named("beta"), beta.identity).dials(SimNode.address("alpha"));
        network.runUntil(() -> waiting.stream().allMatch(CompletableFuture::isDone), SOON);

        assertThat(waiting).allMatch(one -> kind(one) == MeshException.Kind.NOT_SENT);
    }

    private static MeshException.Kind kind(CompletableFuture<Void> stage) {
        return ((MeshException) catchThrowableOfType(CompletionException.class, stage::join)
                        .getCause())
                .kind();
    }

    /** On a stream of their own: an answer stays behind what its stream holds, for that is its order. */
    @Test
    void answersNeedNoDispatcherAndTheOtherDirectionGoesOn() {
        beta.node.unset(beta);
        var waits = alpha.send(beta, 3, "are you there?");
        var asked = beta.request(alpha, "well?", Duration.ofSeconds(5));

        network.runUntil(asked::isDone, SOON);
        assertThat(asked.join().text()).isEqualTo("re: well?");
        assertThat(waits).isNotDone();

        beta.node.set(beta);
        network.runUntil(waits::isDone, SOON);
        assertThat(beta.received).containsExactly("are you there?");
    }

    @Test
    void aNewBuildBesideTheOldOneServesFromThenOn() {
        var second = new ArrayList<String>();
        var one = alpha.send(beta, 0, "one");
        network.runUntil(one::isDone, SOON);
        beta.node.set((envelope, roomAgain) -> second.add(String.valueOf(envelope.stream())));
        var two = alpha.send(beta, 2, "two");
        network.runUntil(two::isDone, SOON);
        beta.node.unset(beta);
        var three = alpha.send(beta, 3, "three");
        network.runUntil(three::isDone, SOON);

        assertThat(beta.received).containsExactly("one");
        assertThat(second).containsExactly("2", "3");
    }
}
