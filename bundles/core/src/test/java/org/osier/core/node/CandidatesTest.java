package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.CandidateStatus.Why;
import org.osier.mesh.DiscoveryStatus;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.testkit.SimNetwork;

/** Whom discoveries found, why each is not dialled now, and how the discoveries do; whole nodes in virtual time. */
class CandidatesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final URI BETA = SimNode.address("beta");

    private final SimNetwork network = new SimNetwork(33);
    private final Cluster cluster = TestClusters.cluster();
    private final ListedSeeds seeds = new ListedSeeds();

    private SimNode node(String host) throws Exception {
        return new SimNode(network, host, cluster, NodeConfig.named(host).withListen(SimNode.address(host)));
    }

    private List<CandidateStatus> candidates(SimNode node) {
        var answer = node.node.mesh().candidates().toCompletableFuture();
        network.runUntil(answer::isDone, SOON);
        return answer.join();
    }

    private CandidateStatus candidate(SimNode node, URI address) {
        return candidates(node).stream()
                .filter(c -> c.addresses().contains(address))
                .findFirst()
                .orElseThrow();
    }

    private void untilLinked(SimNode a, SimNode b) {
        network.runUntil(() -> a.linked(b) && b.linked(a), SOON);
    }

    private static NodeId id(int i) {
        return NodeId.of(ByteBuffer.allocate(32).putInt(i + 1).array());
    }

    private DiscoveryStatus discovery(SimNode node, String name) {
        return node.node.mesh().self().discoveries().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void forEachCandidateThereIsAReason() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        node("gamma");
        alpha.node.add(seeds);
        seeds.find(Candidate.of(beta.id(), 1, List.of(BETA)));
        seeds.find(Candidate.at(SimNode.address("nowhere")));
        seeds.find(Candidate.at(URI.create("none://beta:1")));
        seeds.find(Candidate.at(SimNode.address("alpha")));
        seeds.find(Candidate.of(id(7), 1, List.of(SimNode.address("gamma"))));
        untilLinked(alpha, beta);
        network.runFor(Duration.ofSeconds(3));

        var linked = candidate(alpha, BETA);
        assertThat(linked.why()).isEqualTo(Why.LINKED);
        assertThat(linked.id()).contains(beta.id());
        assertThat(linked.proved()).isTrue();
        assertThat(linked.discoveries()).contains("listed");
        assertThat(candidate(alpha, URI.create("none://beta:1")).why()).isEqualTo(Why.NO_TRANSPORT);
        assertThat(candidate(alpha, SimNode.address("alpha")).why()).isEqualTo(Why.OURSELVES);
        var nowhere = candidate(alpha, SimNode.address("nowhere"));
        assertThat(nowhere.why()).isIn(Why.PAUSE, Why.DIALLING, Why.DUE);
        assertThat(nowhere.proved()).isFalse();
        var another = candidate(alpha, SimNode.address("gamma"));
        assertThat(another.why()).isEqualTo(Why.KEY_MISMATCH);
        assertThat(another.pause())
                .hasValueSatisfying(p -> assertThat(p).isBetween(Duration.ofSeconds(20), Duration.ofMinutes(1)));
        assertThat(another.id()).contains(id(7));
    }

    @Test
    void whoDoesNotLetUsInIsNotAdmitted() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        beta.node.add(
                hello -> java.util.concurrent.CompletableFuture.completedFuture(
                        org.osier.admission.Decision.reject("network timeout certificate")),
                1);
        alpha.node.add(seeds);
        seeds.find(Candidate.of(beta.id(), 1, List.of(BETA)));
        network.runFor(Duration.ofSeconds(3));
        assertThat(candidate(alpha, BETA).why()).isEqualTo(Why.NOT_ADMITTED);
    }

    /** Goal: ids cost nothing, so 10,000 of them must not keep us from a member. Method: all at many prefixes where dials hang. */
    @Test
    void tenThousandForgedIdsLeaveTheTableBoundedAndAMemberIsFound() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        var flooding = new ListedSeeds();
        alpha.node.add(flooding);
        alpha.node.add(seeds);
        network.runFor(Duration.ofSeconds(1));

        for (int i = 0; i < 10_000; i++) {
            network.transport("dead" + i);
            network.cut("alpha", "dead" + i); // a dial there hangs until it is given up
            flooding.find(Candidate.of(id(i), i, List.of(SimNode.address("dead" + i))));
        }
        seeds.find(Candidate.of(beta.id(), 1, List.of(BETA)));
        long began = network.time().nanoTime();
        untilLinked(alpha, beta);
        long tookMs = TimeUnit.NANOSECONDS.toMillis(network.time().nanoTime() - began);

        assertThat(tookMs).as("milliseconds until the member was found").isLessThan(6_000);
        assertThat(candidates(alpha)).hasSize(Candidates.MAX_STANDING + 1);
        assertThat(alpha.counter(Counter.CANDIDATES_SHED)).isEqualTo(10_000 - Candidates.MAX_STANDING);
        assertThat(Inside.places(alpha.node)).isBetween(30, 40);
    }

    /** The same at one prefix: few are dialled at all, and a member among them has its turn in the end. */
    @Test
    void sybilsAtOnePrefixAreDialledInTurns() throws Exception {
        var alpha = node("alpha");
        alpha.node.add(seeds);
        network.runFor(Duration.ofSeconds(1));
        for (int i = 0; i < 200; i++) seeds.find(Candidate.of(id(i), 1, List.of(URI.create("sim://dead:" + (i + 1)))));
        network.runFor(Duration.ofMillis(20));
        assertThat(candidates(alpha).stream().filter(c -> c.why() == Why.PREFIX_FULL))
                .hasSizeBetween(100, 168);
        var beta = new SimNode(
                network, "dead", cluster, NodeConfig.named("beta").withListen(URI.create("sim://dead:999")));
        seeds.find(Candidate.of(beta.id(), 1, List.of(URI.create("sim://dead:999"))));
        network.runUntil(() -> alpha.linked(beta), Duration.ofMinutes(10));
    }

    /** Krill: a peer that failed starts no work before its pause is over. Method: it is heard of ten times a second, by two. */
    @Test
    void whoFailedIsNotDialledBecauseHeIsHeardOfAgain() throws Exception {
        var alpha = node("alpha");
        var others = new ListedSeeds();
        alpha.node.add(seeds);
        alpha.node.add(others);
        var dead = Candidate.of(id(1), 1, List.of(SimNode.address("nowhere")));
        seeds.find(dead);
        network.runFor(Duration.ofMinutes(3)); // pauses are of half a minute on average by then
        long failed = alpha.counter(Counter.DIALS_FAILED);
        for (int i = 0; i < 600; i++) {
            seeds.find(dead);
            others.find(dead);
            network.runFor(Duration.ofMillis(100));
        }
        assertThat(alpha.counter(Counter.DIALS_FAILED) - failed).isLessThanOrEqualTo(8);
        seeds.find(Candidate.of(id(1), 2, List.of(SimNode.address("nowhere"))));
        long before = alpha.counter(Counter.DIALS_FAILED);
        network.runFor(Duration.ofSeconds(1));
        assertThat(alpha.counter(Counter.DIALS_FAILED)).as("new evidence").isGreaterThan(before);
    }

    /** Krill: who has no address is answered and never dialled. Method: beta only dials; its wire is cut and healed. */
    @Test
    void whoHasNoAddressIsAnsweredAndNeverDialled() throws Exception {
        var alpha = node("alpha");
        alpha.node.add(seeds);
        var beta = new SimNode(network, "beta", cluster, NodeConfig.named("beta"));
        seeds.find(Candidate.of(beta.id(), 1, List.of()));
        beta.dials(SimNode.address("alpha"));
        untilLinked(alpha, beta);
        assertThat(candidates(alpha)).isEmpty();
        network.stop("beta");
        network.runFor(Duration.ofMinutes(10));
        assertThat(alpha.counter(Counter.DIALS_FAILED)).isZero();
        assertThat(alpha.node.mesh().peer(beta.id()).orElseThrow().attempts()).isEmpty();
    }

    /**
     * Goal: a link to a process that ended unseen does not keep its successor waiting. Method: beta is cut off without a word, its
     * successor is announced with another boot id while alpha still believes in the old link.
     */
    @Test
    void anotherBootIdIsARestartAndReconnectsAtOnce() throws Exception {
        var alpha = node("alpha");
        alpha.node.add(seeds);
        var beta =
                new SimNode(network, "beta", cluster, NodeConfig.named("beta").withListen(BETA));
        long boot = beta.node.mesh().self().record().bootId();
        seeds.find(Candidate.of(beta.id(), boot, List.of(BETA)));
        untilLinked(alpha, beta);
        network.runFor(Duration.ofSeconds(20));
        long accepted = beta.counter(Counter.CONNECTIONS_ACCEPTED);
        for (int i = 0; i < 10; i++) seeds.find(Candidate.of(beta.id(), boot, List.of(BETA)));
        network.runFor(Duration.ofSeconds(5));
        assertThat(beta.counter(Counter.CONNECTIONS_ACCEPTED)).as("known").isEqualTo(accepted);

        var moved = SimNode.address("moved");
        var config = NodeConfig.named("beta").withListen(moved);
        network.cut("alpha", "beta");
        var next = new SimNode(network, "moved", cluster, config, beta.identity);
        long nextBoot = next.node.mesh().self().record().bootId();
        assertThat(nextBoot).isNotEqualTo(boot);
        seeds.find(Candidate.of(beta.id(), nextBoot, List.of(moved, BETA)));

        network.runUntil(() -> next.linked(alpha), Duration.ofSeconds(1));
        assertThat(alpha.node.mesh().peer(beta.id()).orElseThrow().bootId()).isEqualTo(nextBoot);
    }

    /** Goal: who lies about boot ids costs us no link. Method: another one each minute for a peer that is well. */
    @Test
    void inventedBootIdsTakeNoLinkAway() throws Exception {
        var alpha = node("alpha");
        alpha.node.add(seeds);
        var beta = node("beta");
        seeds.find(Candidate.of(beta.id(), 1, List.of(SimNode.address("nowhere"))));
        beta.dials(SimNode.address("alpha"));
        untilLinked(alpha, beta);
        for (int i = 2; i < 30; i++) {
            seeds.find(Candidate.of(beta.id(), i, List.of(SimNode.address("nowhere"))));
            network.runFor(Duration.ofMinutes(1));
            assertThat(alpha.linked(beta)).isTrue();
        }
        assertThat(alpha.node.mesh().peer(beta.id()).orElseThrow().counts().restarts())
                .isZero();
    }

    @Test
    void howADiscoveryDoesIsSeen() throws Exception {
        var alpha = node("alpha");
        alpha.node.add(seeds, 17);
        assertThat(discovery(alpha, "ListedSeeds").state()).isEqualTo(DiscoveryStatus.State.STARTING);
        network.runFor(Duration.ofSeconds(1));
        for (int i = 0; i < 1_030; i++) seeds.find(Candidate.at(SimNode.address("dead" + i)));

        var status = discovery(alpha, "listed");
        assertThat(status.state()).isEqualTo(DiscoveryStatus.State.RUNNING);
        assertThat(status.serviceId()).isEqualTo(17);
        assertThat(status.announced()).isPresent();
        assertThat(status.standing()).isEqualTo(1_024);
        assertThat(status.found()).isEqualTo(1_024);
        assertThat(status.shed()).isEqualTo(6);
        assertThat(status.troubles()).isEmpty();
        assertThat(discovery(alpha, "exchange").serviceId()).isZero();

        var gone = alpha.node.remove(seeds);
        network.runUntil(gone::isDone, SOON);
        assertThat(alpha.node.mesh().self().discoveries())
                .extracting(DiscoveryStatus::name)
                .containsExactly("exchange");
    }

    @Test
    void whatFailedStaysInViewUntilItsServiceGoes() throws Exception {
        var alpha = node("alpha");
        var failing = new ListedSeeds() {
            @Override
            public void announce(NodeRecord self) {
                throw new IllegalStateException("no disk");
            }
        };
        alpha.node.add(failing);
        network.runFor(Duration.ofSeconds(1));
        alpha.node.configure(NodeConfig.named("renamed").withListen(SimNode.address("alpha")));
        network.runFor(Duration.ofSeconds(1));
        var status = discovery(alpha, "listed");
        assertThat(status.state()).isEqualTo(DiscoveryStatus.State.FAILED);
        assertThat(status.troubles()).containsExactly("it failed: java.lang.IllegalStateException: no disk");
        var gone = alpha.node.remove(failing);
        network.runUntil(gone::isDone, SOON);
        assertThat(alpha.node.mesh().self().discoveries()).hasSize(1);
    }
}
