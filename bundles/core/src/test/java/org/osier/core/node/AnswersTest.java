package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.testkit.SimNetwork;
import org.osier.ueps.Packet;

/** Answers that are longer than their questions: many small requests ask for more than a session may hold. */
class AnswersTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /** Answers of 64 KiB each: 62 MiB, and a session queues 8. */
    private static final int MANY = 1_000;

    private final SimNetwork network = new SimNetwork(4711);
    private SimNode alpha;
    private SimNode beta;

    @BeforeEach
    void link() throws Exception {
        var cluster = TestClusters.cluster();
        alpha = new SimNode(network, "alpha", cluster, NodeConfig.named("alpha")).dials(SimNode.address("beta"));
        beta = new SimNode(network, "beta", cluster, NodeConfig.named("beta").withListen(SimNode.address("beta")));
        network.runUntil(() -> alpha.linked(beta) && beta.linked(alpha), DEADLINE);
    }

    private List<CompletableFuture<Packet>> ask(SimNode from, SimNode to) {
        var answers = new ArrayList<CompletableFuture<Packet>>();
        for (int i = 0; i < MANY; i++) answers.add(from.request(to, "much", DEADLINE));
        return answers;
    }

    @Test
    void requestsWaitUntilTheAnswersBeforeThemGotThrough() {
        var answers = ask(alpha, beta);
        network.runUntil(() -> answers.stream().allMatch(CompletableFuture::isDone), DEADLINE);

        assertThat(answers).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(beta.counter(Counter.ANSWERS_REFUSED)).isZero();
    }

    /** Goal: an answer stands behind requests of its stream, and nobody waits for the other for ever because of that. */
    @Test
    void twoThatFillEachOtherWithRequestsGoOn() {
        var answers = ask(alpha, beta);
        answers.addAll(ask(beta, alpha));
        network.runUntil(() -> answers.stream().allMatch(CompletableFuture::isDone), DEADLINE.plusSeconds(1));

        var again = alpha.request(beta, "how are you?", DEADLINE);
        network.runUntil(again::isDone, DEADLINE);
        assertThat(again.join().text()).isEqualTo("re: how are you?");
    }
}
