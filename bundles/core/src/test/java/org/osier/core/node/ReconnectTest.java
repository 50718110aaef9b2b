package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.admission.Admission;
import org.osier.admission.Decision;
import org.osier.core.cluster.Cluster;
import org.osier.mesh.PeerState;
import org.osier.testkit.SimNetwork;

/** Goal: who comes back is found at once, and who does not want us is left in peace. The table in the README of core. */
class ReconnectTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SimNetwork network = new SimNetwork(113);
    private final Cluster cluster = TestClusters.cluster();
    private final ForeignNode foreign = new ForeignNode(network, "foreign", cluster);
    private SimNode node;

    @BeforeEach
    void aNodeThatDialsAForeignOne() throws Exception {
        foreign.listen();
        node = node("node", "foreign");
    }

    private SimNode node(String host, String... seeds) throws Exception {
        var addresses = Arrays.stream(seeds).map(SimNode::address).toArray(URI[]::new);
        return new SimNode(network, host, cluster, config(host)).dials(addresses);
    }

    private static NodeConfig config(String host) {
        return NodeConfig.named(host).withListen(SimNode.address(host));
    }

    /** From the goodbye on a link that stood for a minute to the next dial. */
    private Duration pauseAfter(int reason) {
        var link = foreign.accepted(0).proved().open();
        network.runFor(Duration.ofSeconds(20));
        link.send(Wire.CLOSE, Wire.bytes(reason)).close();
        var closed = network.time().elapsed();
        foreign.accepted(1);
        return network.time().elapsed().minus(closed);
    }

    @ParameterizedTest
    @CsvSource({
        "1, GOING_AWAY, 0, 20",
        "2, RESTARTING, 0, 20",
        "3, REPLACED, 0, 20",
        "4, REFUSED, 30000, 60020",
        "5, PROTOCOL, 30000, 60020",
        "6, TIMEOUT, 0, 20",
        "7, OVERLOADED, 100, 4020",
        "8, REVOKED, 30000, 60020"
    })
    void aGoodbyeSaysWhenToDialAgain(int reason, String name, long fromMs, long toMs) {
        assertThat(pauseAfter(reason)).as(name).isBetween(Duration.ofMillis(fromMs), Duration.ofMillis(toMs));
    }

    /** The link of the lower id goes, the other one carries: nobody is dialled for that. */
    @Test
    void aLinkThatWasReplacedIsNotDialledAgain() {
        foreign.whoseId(id -> id.compareTo(node.id()) < 0);
        var theirs = foreign.accepted(0).proved().open();
        var ours = foreign.link(node);
        network.runFor(Duration.ofSeconds(5));
        ours.send(Wire.CLOSE, Wire.bytes(3)).close();

        network.runFor(Duration.ofSeconds(20)); // later it wants its pings answered

        theirs.stays();
        assertThat(foreign.accepted).hasSize(1);
    }

    /** Method: only alpha dials; beta says RESTARTING, is away for so long, and is there again with another boot id. */
    @ParameterizedTest
    @ValueSource(longs = {100, 1_000, 2_000, 4_000})
    void aRestartIsNoticedWithinHalfASecondOfItsEnd(long awayMs) throws Exception {
        var beta = node("beta");
        var alpha = node("alpha", "beta");
        network.runUntil(() -> alpha.linked(beta), SOON);
        network.runFor(Duration.ofSeconds(15));

        var stopped = beta.node.stop();
        network.runUntil(stopped::isDone, SOON);
        network.stop("beta");
        network.runFor(Duration.ofMillis(awayMs));
        assertThat(alpha.linked(beta)).isFalse();
        var again = new SimNode(network, "beta", cluster, config("beta"), beta.identity);

        network.runUntil(() -> alpha.linked(again), Duration.ofMillis(500));
    }

    @Test
    void whoSaidThatItRestartsAndDoesNotIsNotDialledWithoutEnd() throws Exception {
        var beta = node("beta");
        var alpha = node("alpha", "beta");
        network.runUntil(() -> alpha.linked(beta), SOON);
        network.runFor(Duration.ofSeconds(15));
        long before = alpha.counter(Counter.DIALS_FAILED);
        var stopped = beta.node.stop();
        network.runUntil(stopped::isDone, SOON);
        network.stop("beta");

        network.runFor(Duration.ofSeconds(6));
        long quick = alpha.counter(Counter.DIALS_FAILED) - before;
        network.runFor(Duration.ofMinutes(10));
        long later = alpha.counter(Counter.DIALS_FAILED) - before - quick;

        assertThat(quick).isBetween(13L, 80L); // two jobs, the seed and the record, 125 to 375 ms each
        assertThat(later).isBetween(20L, 80L); // two jobs, 30 s on average
    }

    private static Admission refuses(String why) {
        return hello -> CompletableFuture.completedFuture(Decision.reject(why));
    }

    @Test
    void whoRefusesUsIsAskedFiveTimesInTenMinutesAndNotMore() throws Exception {
        var beta = node("beta");
        beta.node.add(refuses("not on my list"), 1);
        var alpha = node("alpha", "beta");

        network.runFor(Duration.ofMinutes(10));

        assertThat(beta.counter(Counter.LINKS_REFUSED)).isBetween(3L, 5L);
        assertThat(alpha.node.mesh().peer(beta.id()).get().state()).isEqualTo(PeerState.FAILED);
    }

    /** New evidence: the other side dials us. */
    @Test
    void whoRefusedUsAndThenDialsUsIsAPeerAtOnce() throws Exception {
        var beta = node("beta");
        var refusal = refuses("not on my list");
        beta.node.add(refusal, 1);
        var alpha = node("alpha", "beta");
        network.runFor(Duration.ofMinutes(10));

        beta.node.remove(refusal);
        beta.dials(SimNode.address("alpha"));

        network.runUntil(() -> alpha.linked(beta) && beta.linked(alpha), Duration.ofMillis(100));
    }

    /** New evidence: a transport that came. */
    @Test
    void aTransportThatCameIsTriedAtOnce() throws Exception {
        var beta = node("beta");
        var refusal = refuses("not on my list");
        beta.node.add(refusal, 1);
        var alpha = node("alpha", "beta");
        network.runFor(Duration.ofMinutes(10));

        beta.node.remove(refusal);
        alpha.node.add(network.transport("alpha"), java.util.Set.of("sim"), 0);

        network.runUntil(() -> alpha.linked(beta), Duration.ofMillis(100));
    }

    /** Method: messages for a peer that failed, between two of its dials. */
    @Test
    void whoWritesToAFailedPeerMakesNoDial() throws Exception {
        var beta = node("beta");
        var alpha = node("alpha", "beta");
        network.runUntil(() -> alpha.linked(beta), SOON);
        network.stop("beta");
        network.runFor(Duration.ofMinutes(5));
        long before = alpha.counter(Counter.DIALS_FAILED);

        for (int i = 0; i < 100; i++) {
            assertThat(alpha.send(beta, 0, "x")).isCompletedExceptionally();
        }
        network.runFor(Duration.ofMillis(50));

        assertThat(alpha.counter(Counter.DIALS_FAILED)).isEqualTo(before);
    }
}
