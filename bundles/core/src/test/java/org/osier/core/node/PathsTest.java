package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osier.core.cluster.Cluster;
import org.osier.core.node.rules.ConnectionLimits.Limits;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerListener.Change;
import org.osier.testkit.SimNetwork;

/**
 * Goal: two nodes that can reach each other by two schemes have a link over each, the best carries, and whichever goes,
 * however it goes, no message is lost, doubled or out of order. Method: whole nodes in virtual time, under load.
 */
class PathsTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int STREAMS = 3;

    private final SimNetwork network = new SimNetwork(4711);
    private final Cluster cluster = TestClusters.cluster();
    private final List<String> told = new ArrayList<>();
    private final List<CompletableFuture<Void>> sent = new ArrayList<>();
    private int messages;
    private Both alpha;
    private Both beta;

    /** A node that listens on both ways. */
    private final class Both {
        final String host;
        final SimNode sim;
        SecondWay second;

        Both(String host, NodeConfig config) throws Exception {
            this.host = host;
            sim = new SimNode(
                    network, host, cluster, config.withListen(SimNode.address(host), SecondWay.address(host, 1)));
            addSecond();
        }

        void addSecond() {
            second = new SecondWay(network, host);
            sim.node.add(second, Set.of(SecondWay.SCHEME), 2);
        }

        Peer peer(Both other) {
            return sim.node.mesh().peer(other.sim.id()).orElseThrow();
        }

        String path(Both other) {
            return peer(other).path().map(URI::getScheme).orElse("-");
        }

        int links(Both other) {
            return sim.node
                    .mesh()
                    .peer(other.sim.id())
                    .map(p -> p.paths().size())
                    .orElse(0);
        }
    }

    /** Both there, and what alpha is told is kept. */
    private void meet(NodeConfig alphas, NodeConfig betas) throws Exception {
        alpha = new Both("alpha", alphas);
        alpha.sim.node.add((change, peer) ->
                told.add(change + " " + peer.path().map(URI::getScheme).orElse("-") + " (" + peer.why() + ")"));
        beta = new Both("beta", betas);
        beta.sim.dials(SimNode.address("alpha"));
    }

    /** Both linked over both ways. */
    private void meetTwice() throws Exception {
        meet(NodeConfig.named("alpha"), NodeConfig.named("beta"));
        untilBoth();
    }

    private void untilBoth() {
        network.runUntil(() -> alpha.links(beta) == 2 && beta.links(alpha) == 2, SOON);
    }

    /** For so long every millisecond a message each way; then all must be there, once and in order. */
    private void load(Duration duration) {
        for (long ms = 0; ms < duration.toMillis(); ms++) {
            for (var from : List.of(alpha, beta)) {
                var to = from == alpha ? beta : alpha;
                sent.add(from.sim.send(to.sim, messages % STREAMS, messages % STREAMS + " " + messages));
            }
            messages++;
            network.runFor(Duration.ofMillis(1));
        }
    }

    private void allArrived() {
        network.runUntil(() -> sent.stream().allMatch(CompletableFuture::isDone), SOON);
        assertThat(sent).noneMatch(CompletableFuture::isCompletedExceptionally);
        for (var node : List.of(alpha, beta)) {
            assertThat(node.sim.received).hasSize(messages);
            for (int s = 0; s < STREAMS; s++) {
                int stream = s;
                assertThat(node.sim.received.stream().filter(text -> text.startsWith(stream + " ")))
                        .containsExactlyElementsOf(IntStream.range(0, messages)
                                .filter(i -> i % STREAMS == stream)
                                .mapToObj(i -> stream + " " + i)
                                .toList());
            }
            assertThat(node.sim.counter(Counter.LINK_VIOLATIONS)).isZero();
        }
    }

    @Test
    void aLinkOverTheOtherSchemeStandsByAndTheFirstGoesOnCarrying() throws Exception {
        meetTwice();
        network.runFor(Duration.ofMinutes(5));

        for (var peer : List.of(alpha.peer(beta), beta.peer(alpha))) {
            assertThat(peer.paths()).extracting(p -> p.address().getScheme()).containsExactly("sim", "alt");
            assertThat(peer.paths()).extracting(Peer.Path::carries).containsExactly(true, false);
            assertThat(peer.paths()).allMatch(p -> p.roundTrip().isPresent());
            assertThat(peer.counts().links()).isEqualTo(2);
        }
        assertThat(network.openEnds()).isEqualTo(4);
        assertThat(told).filteredOn(t -> t.startsWith(Change.STANDBY.name())).hasSize(1);
        assertThat(told).filteredOn(t -> t.startsWith(Change.UP.name())).isEmpty();
    }

    @Test
    void bothLinksAreReplacedBeforeTheyAreTwoHoursOldAndTheSameSchemeGoesOnCarrying() throws Exception {
        meetTwice();

        network.runFor(Duration.ofHours(5));

        assertThat(alpha.peer(beta).counts().links()).isBetween(6L, 8L);
        assertThat(alpha.peer(beta).paths())
                .extracting(p -> p.address().getScheme())
                .containsExactly("sim", "alt");
        assertThat(network.openEnds()).isEqualTo(4);
    }

    @Test
    void nothingStandsByWhereNobodyWishesIt() throws Exception {
        meet(
                NodeConfig.named("alpha").withStandbyLinks(0),
                NodeConfig.named("beta").withStandbyLinks(0));

        network.runFor(Duration.ofMinutes(5));

        assertThat(alpha.links(beta)).isEqualTo(1);
        beta.sim.node.configure(NodeConfig.named("beta").withListen(SimNode.address("beta")));
        untilBoth();
    }

    @Test
    void thePreferredSchemeTakesOverUnderLoadAndSaysWhy() throws Exception {
        meet(NodeConfig.named("alpha").withPreferredSchemes("alt"), NodeConfig.named("beta"));
        network.runUntil(() -> alpha.links(beta) > 0 && beta.links(alpha) > 0, SOON);

        load(Duration.ofSeconds(8));

        assertThat(alpha.path(beta)).isEqualTo("alt");
        assertThat(beta.path(alpha)).as("beta has no preference").isEqualTo("sim");
        assertThat(told).contains("UP alt (preferred to sim)");
        allArrived();
    }

    @Test
    void whenTheCarrierBreaksTheOtherCarriesAtOnce() throws Exception {
        meetTwice();

        load(Duration.ofMillis(500));
        network.kill("alpha", "beta");
        load(Duration.ofMillis(20));
        assertThat(alpha.path(beta)).isEqualTo("alt");
        assertThat(told).last().asString().startsWith("UP alt (sim connection lost");
        load(Duration.ofSeconds(10));

        allArrived();
        untilBoth();
        assertThat(alpha.path(beta)).as("equals: it stays").isEqualTo("alt");
    }

    /** Goal: a wire that is cut without a word costs seconds, not the 40 of the keepalive. */
    @Test
    void whenTheCarrierFallsSilentTheOtherTakesOverAndWhenBothDoNoneIsGivenUp() throws Exception {
        meetTwice();
        load(Duration.ofMillis(500));

        network.cut("alpha", "beta");
        load(Duration.ofSeconds(8));
        assertThat(alpha.path(beta)).isEqualTo("alt");
        assertThat(beta.path(alpha)).isEqualTo("alt");
        network.runFor(Duration.ofMillis(500));
        assertThat(sent.stream().filter(stage -> !stage.isDone()).count()).isLessThan(100);
        network.heal("alpha", "beta");
        network.runUntil(() -> alpha.links(beta) == 2 && beta.links(alpha) == 2, Duration.ofMinutes(15));

        network.cut("alpha", "beta").cut(SecondWay.wire("alpha"), SecondWay.wire("beta"));
        load(Duration.ofSeconds(12));
        assertThat(alpha.links(beta)).isEqualTo(2);
        network.heal("alpha", "beta").heal(SecondWay.wire("alpha"), SecondWay.wire("beta"));
        allArrived();
    }

    @Test
    void aTransportThatGoesIsEmptyBeforeAndNobodyNoticesButTheOperator() throws Exception {
        meetTwice();
        load(Duration.ofMillis(500));

        var gone = alpha.sim.node.remove(alpha.sim.transport());
        load(Duration.ofMillis(100));
        assertThat(gone).isDone();
        network.stop("alpha");
        assertThat(alpha.path(beta)).isEqualTo("alt");
        assertThat(beta.path(alpha)).isEqualTo("alt");
        load(Duration.ofSeconds(2));
        assertThat(told).contains("UP alt (sim leaves here)");
        assertThat(told).noneMatch(t -> t.startsWith(Change.DOWN.name()));

        var again = network.transport("alpha");
        alpha.sim.node.add(again, Set.of("sim"), 3);
        load(Duration.ofSeconds(15));
        untilBoth();
        var other = alpha.sim.node.remove(alpha.second);
        load(Duration.ofSeconds(1));
        assertThat(other).isDone();
        assertThat(alpha.path(beta)).isEqualTo("sim");
        allArrived();
    }

    @Test
    void withoutAStandbyItDialsOneBeforeTheTransportGoes() throws Exception {
        meet(
                NodeConfig.named("alpha").withStandbyLinks(0),
                NodeConfig.named("beta").withStandbyLinks(0));
        network.runUntil(
                () -> alpha.links(beta) == 1 && alpha.peer(beta).record().isPresent(), SOON);
        load(Duration.ofMillis(500));

        var gone = alpha.sim.node.remove(alpha.sim.transport());
        load(Duration.ofMillis(500));

        assertThat(gone).isDone();
        assertThat(alpha.path(beta)).isEqualTo("alt");
        assertThat(told).noneMatch(t -> t.startsWith(Change.DOWN.name()));
        allArrived();
    }

    @Test
    void aTransportThatNobodyReplacesGoesInTimeAndTheSessionWaits() throws Exception {
        meetTwice();
        var second = alpha.sim.node.remove(alpha.second);
        network.runUntil(second::isDone, Duration.ofSeconds(2));
        load(Duration.ofMillis(200));

        var gone = alpha.sim.node.remove(alpha.sim.transport());
        load(Duration.ofMillis(300));
        assertThat(gone).as("nothing to wait for").isDone();
        assertThat(alpha.path(beta)).isEqualTo("-");

        alpha.addSecond();
        load(Duration.ofMillis(300));
        allArrived();
    }

    @Test
    void aPeerThatTakesNothingDoesNotHoldTheTransportUpForLongerThanTwoSeconds() throws Exception {
        meetTwice();
        beta.sim.beFull();
        load(Duration.ofMillis(100));

        var gone = alpha.sim.node.remove(alpha.sim.transport());
        network.runFor(Duration.ofMillis(900));
        assertThat(gone).isNotDone();
        network.runFor(Duration.ofMillis(1_100));
        assertThat(gone).isDone();

        beta.sim.makeRoom();
        allArrived();
    }

    @Test
    void linksThatStandByGiveTheirPlacesToOthers() throws Exception {
        var limits = new Limits(5, 5, 5);
        meet(NodeConfig.named("alpha").withLimits(limits), NodeConfig.named("beta"));
        untilBoth();

        var others = new ArrayList<SimNode>();
        for (var host : List.of("gamma", "delta", "epsilon", "zeta")) {
            others.add(new SimNode(network, host, cluster, NodeConfig.named(host)).dials(SimNode.address("alpha")));
        }
        network.runUntil(() -> others.stream().allMatch(other -> other.linked(alpha.sim)), Duration.ofMinutes(3));

        assertThat(alpha.links(beta)).isEqualTo(1);
        assertThat(alpha.sim.counter(Counter.CONNECTIONS_EVICTED)).isPositive();
        network.runFor(Duration.ofMinutes(3));
        assertThat(others).allMatch(other -> other.linked(alpha.sim));
        assertThat(alpha.sim.linked(beta.sim)).isTrue();
    }
}
