package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.cluster.Cluster;
import org.osier.core.identity.Identity;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.testkit.SimNetwork;

/** Discoveries come, find, withdraw, fail and go; whole nodes in virtual time. */
class DiscoveriesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final URI BETA = SimNode.address("beta");

    private final SimNetwork network = new SimNetwork(21);
    private final Cluster cluster = TestClusters.cluster();
    private final ListedSeeds seeds = new ListedSeeds();

    private SimNode node(String host) throws Exception {
        return new SimNode(network, host, cluster, NodeConfig.named(host).withListen(SimNode.address(host)));
    }

    private void untilLinked(SimNode a, SimNode b) {
        network.runUntil(() -> a.linked(b) && b.linked(a), SOON);
    }

    private long links(SimNode node, SimNode peer) {
        return node.node.mesh().peer(peer.id()).orElseThrow().counts().links();
    }

    @Test
    void whoIsFoundLaterIsDialled() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        alpha.node.add(seeds);
        network.runFor(Duration.ofSeconds(1));

        seeds.find(Candidate.at(BETA));

        untilLinked(alpha, beta);
    }

    @Test
    void aDiscoveryIsStartedWithOurRecordAndToldEachNewOne() throws Exception {
        var alpha = node("alpha");
        alpha.node.add(seeds);
        network.runFor(Duration.ofSeconds(1));
        alpha.node.configure(NodeConfig.named("renamed").withListen(SimNode.address("alpha")));
        network.runFor(Duration.ofHours(25));

        assertThat(seeds.calls.subList(0, 2)).containsExactly("start", "announce");
        assertThat(seeds.told).allMatch(r -> r.id().equals(alpha.id()));
        assertThat(seeds.told).extracting(NodeRecord::serial).isSorted().doesNotHaveDuplicates();
        assertThat(seeds.told.get(0).name()).contains("alpha");
        assertThat(seeds.told).hasSizeBetween(4, 5); // at half of its validity, each time
        assertThat(seeds.told.get(seeds.told.size() - 1))
                .isEqualTo(alpha.node.mesh().self().record());
    }

    /** Goal: who a candidate is said to be must be there. Method: the address of beta under another id, then its own. */
    @Test
    void aCandidateWithAnIdIsOnlyLinkedIfItIsTheOne() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        alpha.node.add(seeds);
        seeds.find(Candidate.of(NodeId.of(new byte[32]), 1, List.of(BETA)));
        network.runFor(SOON);
        assertThat(alpha.linked(beta)).isFalse();

        seeds.find(Candidate.of(beta.id(), 1, List.of(SimNode.address("nowhere"), BETA)));

        untilLinked(alpha, beta);
    }

    /** Method: what the record says and what a discovery says differ; beta moves to where only the discovery knows. */
    @Test
    void aPeerIsLookedForWhereItSaidAndWhereOthersSay() throws Exception {
        var alpha = node("alpha").dials(BETA);
        var beta = node("beta");
        untilLinked(alpha, beta);
        network.runFor(Duration.ofSeconds(1));
        network.stop("beta");
        var moved = new SimNode(
                network,
                "moved",
                cluster,
                NodeConfig.named("beta").withListen(SimNode.address("moved")),
                beta.identity);
        alpha.node.add(seeds);

        seeds.find(Candidate.of(beta.id(), 2, List.of(SimNode.address("moved"))));

        network.runUntil(() -> moved.linked(alpha), Duration.ofMinutes(3));
    }

    /** Method: the link is cut for ever once it was withdrawn; beta tells no address, so that nothing else can dial it. */
    @Test
    void whatIsWithdrawnIsNotDialledAgainButItsLinkStays() throws Exception {
        var alpha = node("alpha");
        var beta =
                new SimNode(network, "beta", cluster, NodeConfig.named("beta").withListen(BETA));
        alpha.node.add(seeds);
        seeds.find(Candidate.at(SimNode.address("nowhere")));
        seeds.find(Candidate.at(BETA));
        untilLinked(alpha, beta);

        seeds.withdraw(Candidate.at(BETA));
        seeds.withdraw(Candidate.at(SimNode.address("nowhere")));
        network.runFor(Duration.ofMinutes(2));

        assertThat(alpha.linked(beta)).isTrue();
        assertThat(links(alpha, beta)).isEqualTo(1);
        long failed = alpha.counter(Counter.DIALS_FAILED);
        network.runFor(Duration.ofMinutes(10));
        assertThat(alpha.counter(Counter.DIALS_FAILED)).isEqualTo(failed);
    }

    @Test
    void whatLastsAWhileIsDialledThatLongUnlessItIsFoundAgain() throws Exception {
        var alpha = node("alpha");
        alpha.node.add(seeds);
        var fleeting = Candidate.at(SimNode.address("nowhere")).lasting(Duration.ofMinutes(5));
        seeds.find(fleeting);
        network.runFor(Duration.ofMinutes(4));
        seeds.find(fleeting);
        long failed = alpha.counter(Counter.DIALS_FAILED);
        network.runFor(Duration.ofMinutes(4));
        assertThat(alpha.counter(Counter.DIALS_FAILED)).isGreaterThan(failed);

        network.runFor(Duration.ofMinutes(3));
        failed = alpha.counter(Counter.DIALS_FAILED);
        network.runFor(Duration.ofMinutes(10));

        assertThat(alpha.counter(Counter.DIALS_FAILED)).isEqualTo(failed);
    }

    /** Goal: replacing the bundle of a discovery touches no link. Method: remove and add it, several times, both ends. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void stoppingAndStartingADiscoveryLeavesLinksAlone(long seed) throws Exception {
        var network = new SimNetwork(seed);
        var nodes = new SimNode[2];
        var both = List.of(new ListedSeeds(BETA), new ListedSeeds(SimNode.address("alpha")));
        for (int i = 0; i < 2; i++) {
            var host = i == 0 ? "alpha" : "beta";
            var config = NodeConfig.named(host).withListen(SimNode.address(host));
            nodes[i] = new SimNode(network, host, cluster, config);
            nodes[i].node.add(both.get(i));
        }
        network.runUntil(() -> nodes[0].linked(nodes[1]) && nodes[1].linked(nodes[0]), SOON);
        network.runFor(Duration.ofSeconds(20));
        long links = links(nodes[0], nodes[1]);

        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 2; i++) {
                var gone = nodes[i].node.remove(both.get(i));
                network.runUntil(gone::isDone, SOON).runFor(Duration.ofSeconds(1));
                nodes[i].node.add(both.get(i));
                network.runFor(Duration.ofSeconds(3));
            }
        }
        network.runFor(Duration.ofMinutes(5));

        assertThat(both.get(0).calls.stream().filter("start"::equals)).hasSize(6);
        assertThat(links(nodes[0], nodes[1])).as("seed %d", seed).isEqualTo(links);
        assertThat(network.openEnds()).isEqualTo(2);
    }

    @Test
    void aFloodIsShedAndCountedAndOthersStillFind() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        var flooding = new ListedSeeds();
        alpha.node.add(flooding);
        alpha.node.add(seeds);
        network.runFor(Duration.ofSeconds(1));

        for (int i = 0; i < 10_000; i++) flooding.find(Candidate.at(URI.create("none://host" + i + ":1")));
        seeds.find(Candidate.at(BETA));

        untilLinked(alpha, beta);
        assertThat(alpha.counter(Counter.CANDIDATES_SHED)).isEqualTo(10_000 - Candidates.MAX_STANDING);
    }

    /** Goal: we learn once which address is ours. Method: two discoveries find it, one after the other; count dials. */
    @Test
    void anAddressThatLeadsToOurselvesIsRemembered() throws Exception {
        var alpha = node("alpha").dials(SimNode.address("alpha"));
        network.runFor(Duration.ofMinutes(1));
        long accepted = alpha.counter(Counter.CONNECTIONS_ACCEPTED);
        assertThat(accepted).isEqualTo(1);

        alpha.node.add(seeds);
        seeds.find(Candidate.of(NodeId.of(new byte[32]), 1, List.of(SimNode.address("alpha"))));
        seeds.find(Candidate.of(alpha.id(), 1, List.of(SimNode.address("elsewhere"))));
        network.runFor(Duration.ofMinutes(30));

        assertThat(alpha.counter(Counter.CONNECTIONS_ACCEPTED)).isEqualTo(accepted);
        network.runFor(Duration.ofHours(2)); // somebody else may have it by then
        assertThat(alpha.counter(Counter.CONNECTIONS_ACCEPTED)).isBetween(accepted + 1, accepted + 6);
    }

    private static final class Throwing extends ListedSeeds {
        private final String when;

        Throwing(String when, URI finds) {
            super(finds);
            this.when = when;
        }

        private void fail(String at) {
            if (at.equals(when)) throw new IllegalStateException("mine, at " + at);
        }

        @Override
        public String name() {
            return when.equals("name") ? "No Name" : "throwing";
        }

        @Override
        public void start(NodeRecord self, Candidates candidates) {
            super.start(self, candidates);
            fail("start");
        }

        @Override
        public void announce(NodeRecord self) {
            super.announce(self);
            fail("announce");
        }

        @Override
        public void stop() {
            super.stop();
            fail("stop");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "start", "announce", "stop"})
    void aDiscoveryThatThrowsIsDroppedAndTheNodeLivesOn(String when) throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        var throwing = new Throwing(when, SimNode.address("nowhere"));
        alpha.node.add(throwing);
        alpha.node.add(seeds);
        network.runFor(Duration.ofSeconds(1));
        alpha.node.configure(NodeConfig.named("renamed").withListen(SimNode.address("alpha")));
        network.runFor(Duration.ofSeconds(1));
        var gone = alpha.node.remove(throwing);
        network.runUntil(gone::isDone, SOON);

        long failed = alpha.counter(Counter.DIALS_FAILED);
        network.runFor(Duration.ofHours(13));
        assertThat(alpha.counter(Counter.DIALS_FAILED)).as("forgotten").isEqualTo(failed);
        assertThat(throwing.calls).endsWith(when.equals("name") ? new String[0] : new String[] {"stop"});
        assertThat(throwing.calls.stream().filter("stop"::equals)).hasSize(when.equals("name") ? 0 : 1);
        seeds.find(Candidate.at(BETA));
        untilLinked(alpha, beta);
    }

    @Test
    void afterItHasGoneNothingMoreIsTaken() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        alpha.node.add(seeds);
        network.runFor(Duration.ofSeconds(1));
        var gone = alpha.node.remove(seeds);
        network.runUntil(gone::isDone, SOON);

        seeds.find(Candidate.at(BETA));
        network.runFor(Duration.ofMinutes(1));

        assertThat(seeds.calls).containsExactly("start", "stop");
        assertThat(alpha.linked(beta)).isFalse();
        assertThat(alpha.node.remove(seeds)).as("a second time").isDone();
    }

    @Test
    void aNodeThatStopsStopsItsDiscoveriesAndTheNextOneStartsThem() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        alpha.node.add(seeds);
        seeds.find(Candidate.at(BETA));
        untilLinked(alpha, beta);

        var stopped = alpha.node.stop();
        network.runUntil(stopped::isDone, SOON);
        assertThat(seeds.calls).endsWith("stop");
        alpha.node.add(new ListedSeeds(BETA));
        network.stop("alpha");
        var next = new SimNode(network, "next", cluster, NodeConfig.named("alpha"), alpha.identity);
        next.node.add(seeds);

        untilLinked(next, beta);
        assertThat(seeds.calls.stream().filter("start"::equals)).hasSize(2);
        assertThat(next.node.mesh().peer(beta.id()).orElseThrow().state()).isEqualTo(PeerState.ALIVE);
    }

    /** Goal: nobody waits longer than 2 s for a discovery that hangs. Method: its thread never runs anything. */
    @Test
    void aDiscoveryThatHangsIsLeftAloneAfterTwoSeconds() throws Exception {
        var time = network.time();
        var identity = Identity.generate(time.random());
        var elsewhere = new org.osier.testkit.VirtualTime(1); // stands still
        var environment = new Environment(time, time::nanoTime, time.loop(), new Random(1), elsewhere::loop);
        var node = new Node(
                environment,
                identity,
                OwnCluster.inMemory(cluster),
                SimNode.signer(identity),
                NodeConfig.named("alpha"),
                true);
        node.start();
        node.add(seeds);
        network.runFor(Duration.ofSeconds(1));

        var gone = node.remove(seeds);
        network.runFor(Duration.ofMillis(1_990));
        assertThat(gone).isNotDone();
        network.runFor(Duration.ofMillis(20));
        assertThat(gone).isDone();
    }

    /** The same in real time: what hangs is interrupted, and holds up no other discovery. */
    @Test
    void aRealThreadThatHangsIsInterruptedAndDelaysNobodyElse() throws Exception {
        var loop = new ScheduledThreadPoolExecutor(1);
        var identity = Identity.generate(new Random(1));
        var environment = new Environment(Clock.systemUTC(), System::nanoTime, loop, new Random(1));
        var node = new Node(
                environment,
                identity,
                OwnCluster.inMemory(cluster),
                SimNode.signer(identity),
                NodeConfig.named("alpha"),
                true);
        var hangs = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var other = new CountDownLatch(1);
        node.start();
        node.add(new ListedSeeds() {
            @Override
            public void start(NodeRecord self, Candidates candidates) {
                hangs.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
        });
        node.add(new ListedSeeds() {
            @Override
            public void start(NodeRecord self, Candidates candidates) {
                other.countDown();
            }
        });
        try {
            assertThat(hangs.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(other.await(10, TimeUnit.SECONDS)).isTrue();
            node.stop().get(10, TimeUnit.SECONDS);
            assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            loop.shutdownNow();
        }
    }

    @Test
    void addressesThatMakeNoSenseAreNotDialled() throws Exception {
        var alpha = node("alpha");
        alpha.node.add(seeds);
        IntStream.range(0, 100).forEach(i -> seeds.find(Candidate.at(URI.create("no-scheme" + i))));
        seeds.find(Candidate.at(URI.create("sim://" + "x".repeat(300) + ":1")));
        seeds.find(Candidate.of(NodeId.of(new byte[32]), 1, List.of()));
        network.runFor(Duration.ofMinutes(1));

        assertThat(alpha.counter(Counter.DIALS_FAILED)).isZero();
        assertThat(alpha.counter(Counter.CANDIDATES_SHED)).isZero();
    }
}
