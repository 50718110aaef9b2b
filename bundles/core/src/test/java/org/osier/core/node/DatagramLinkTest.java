package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.identity.Identity;
import org.osier.mesh.Message;
import org.osier.testkit.SimNetwork;
import org.osier.testkit.SimWire;
import org.osier.transport.Transport;
import org.osier.transport.Transport.Delivery;

/** Whole nodes in virtual time over a carrier that loses, doubles and reorders. */
class DatagramLinkTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final SimNetwork network = new SimNetwork(4711);

    private SimNode node(String host) throws Exception {
        return node(host, network.transport(host, Delivery.DATAGRAM));
    }

    private SimNode node(String host, Transport transport) throws Exception {
        var identity = Identity.generate(network.time().random());
        var config = NodeConfig.named(host).withListen(SimNode.address(host));
        return new SimNode(network, host, TestClusters.cluster(), config, identity, transport);
    }

    private static void linked(SimNetwork network, SimNode a, SimNode b, Duration within) {
        a.dials(SimNode.address(b.host()));
        network.runUntil(() -> a.linked(b) && b.linked(a), within);
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(i -> "message " + i).toList();
    }

    private void exchange(SimNode a, SimNode b, int count, Duration within) {
        var sent = new ArrayList<CompletableFuture<Void>>();
        for (var text : texts(count)) {
            sent.add(a.send(b, 0, text));
            sent.add(b.send(a, 0, text));
        }
        network.runUntil(() -> sent.stream().allMatch(CompletableFuture::isDone), within);
        assertThat(sent).noneMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(a.received).containsExactlyElementsOf(texts(count));
        assertThat(b.received).containsExactlyElementsOf(texts(count));
    }

    @Test
    void aLinkStandsAndCarriesWithinAFewRoundTrips() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        linked(network, alpha, beta, Duration.ofMillis(20));
        network.runUntil(() -> beta.node.mesh().peer(alpha.id()).get().record().isPresent(), Duration.ofMillis(5));
        exchange(alpha, beta, 100, SOON);
        assertThat(alpha.counter(Counter.LINK_VIOLATIONS) + alpha.counter(Counter.FORGERIES))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aLinkComesToStandAlthoughAThirdIsLost(long seed) throws Exception {
        for (int i = 0; i < seed; i++) network.time().random().nextLong();
        network.wire(SimWire.LAN
                .withDelay(Duration.ofMillis(20), Duration.ofMillis(10))
                .withLoss(0.3)
                .withDisorder(0.2, 0.2));
        var alpha = node("alpha");
        var beta = node("beta");
        linked(network, alpha, beta, Duration.ofMinutes(1));
        network.runUntil(() -> beta.node.mesh().peer(alpha.id()).get().record().isPresent(), SOON);
        exchange(alpha, beta, 300, Duration.ofMinutes(2));
        assertThat(alpha.counter(Counter.LINK_VIOLATIONS) + beta.counter(Counter.LINK_VIOLATIONS))
                .isZero();
    }

    @Test
    void theLongestMessagePassesALossyLinkAndHoldsNoSmallOneUp() throws Exception {
        network.wire(SimWire.LAN
                .withDelay(Duration.ofMillis(10), Duration.ofMillis(2))
                .withLoss(0.005)
                .withCapacity(1 << 20, 0));
        var alpha = node("alpha");
        var beta = node("beta");
        linked(network, alpha, beta, SOON);
        var longest = ByteBuffer.allocate((16 << 20) - 1_024);

        var big = alpha.node
                .mesh()
                .send(beta.id(), Message.of(0x40, longest).stream(1))
                .toCompletableFuture();
        network.runFor(Duration.ofSeconds(1));
        for (int i = 0; i < 20; i++) {
            var small = alpha.send(beta, 0, "small " + i);
            network.runUntil(small::isDone, Duration.ofMillis(250));
        }
        assertThat(big).isNotDone();

        network.runUntil(big::isDone, Duration.ofMinutes(2));
        assertThat(big).isCompleted();
        assertThat(beta.received).hasSize(21);
    }

    @Test
    void whoeverHasNoRoomIsWaitedForAndTheSenderHearsInTheEnd() throws Exception {
        network.wire(SimWire.LAN.withLoss(0.3));
        var alpha = node("alpha");
        var beta = node("beta");
        linked(network, alpha, beta, Duration.ofMinutes(1));
        beta.beFull();
        var sent = texts(50).stream().map(text -> alpha.send(beta, 0, text)).toList();
        network.runFor(Duration.ofSeconds(20));
        assertThat(sent).noneMatch(CompletableFuture::isDone);

        beta.makeRoom();

        network.runUntil(() -> sent.stream().allMatch(CompletableFuture::isDone), SOON);
        assertThat(beta.received).containsExactlyElementsOf(texts(50));
    }

    @Test
    void aCloseThatArrivesEndsBothEnds() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        linked(network, alpha, beta, SOON);

        var stopped = alpha.node.stop();

        network.runUntil(() -> stopped.isDone() && !beta.linked(alpha), Duration.ofSeconds(2));
    }

    @Test
    void aPeerThatDiedIsNoticedAfterFortySeconds() throws Exception {
        var alpha = node("alpha");
        var beta = node("beta");
        linked(network, alpha, beta, SOON);
        network.stop("alpha");
        network.runUntil(() -> !beta.linked(alpha), Duration.ofSeconds(45));
    }

    /** Goal: whoever can put datagrams in, and repeat what he heard, ends no link and changes no message. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatAStrangerPutsInChangesNothing(long seed) throws Exception {
        var random = new java.util.Random(seed);
        var at = new Tampering(network.transport("alpha", Delivery.DATAGRAM), random);
        var other = new Tampering(network.transport("beta", Delivery.DATAGRAM), random);
        network.wire(SimWire.LAN.withLoss(0.05).withDisorder(0.1, 0.1));
        var alpha = node("alpha", at);
        var beta = node("beta", other);
        linked(network, alpha, beta, SOON);

        exchange(alpha, beta, 300, Duration.ofMinutes(1));

        assertThat(at.putIn + other.putIn).isGreaterThan(200);
        assertThat(at.believed + other.believed).isBetween(0, 4); // parts of handshakes prove nothing and say nothing
        assertThat(alpha.counter(Counter.FORGERIES)).isPositive();
        assertThat(alpha.counter(Counter.LINK_VIOLATIONS) + beta.counter(Counter.LINK_VIOLATIONS))
                .isZero();
        assertThat(alpha.counter(Counter.HANDSHAKES_DONE)).isEqualTo(1);
        assertThat(alpha.linked(beta) && beta.linked(alpha)).isTrue();
    }
}
