package org.osier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.transport.Dial;
import org.osier.transport.Transport;
import org.osier.transport.Transport.Delivery;
import org.osier.transport.TransportException;

/** What the simulated network does beyond the contract of transports: bad wires, cuts, kills, half-open connections. */
class SimNetworkTest {
    private static final URI SERVER = URI.create("sim://b:1");

    private final SimNetwork network = new SimNetwork(1);
    private final NumberedEnd dialled = new NumberedEnd();
    private final NumberedEnd accepted = new NumberedEnd();

    private record In(Duration timeout) implements Dial {
        @Override
        public Optional<String> expected() {
            return Optional.empty();
        }
    }

    private void connect(SimNetwork network, Delivery delivery) throws TransportException {
        network.transport("b", delivery).listen(SERVER, remote -> Optional.of(accepted));
        dial(network.transport("a", delivery));
        network.runUntil(() -> dialled.isOpen() && accepted.isOpen(), Duration.ofMinutes(1));
    }

    private void dial(Transport transport) {
        transport.connect(SERVER, new In(Duration.ofSeconds(5)), dialled);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void streamKeepsOrderOverBadWire(long seed) throws TransportException {
        var bad = new SimNetwork(seed)
                .wire(SimWire.LAN
                        .withDelay(Duration.ofMillis(20), Duration.ofMillis(50))
                        .withLoss(0.2));
        connect(bad, Delivery.STREAM);
        for (int i = 0; i < 1_000; i++) dialled.send(i);
        bad.runUntil(() -> accepted.got.size() == 1_000, Duration.ofMinutes(10));
        assertThat(accepted.got).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void sameSeedGivesTheSameRun() throws TransportException {
        assertThat(lossyRun(7)).isEqualTo(lossyRun(7)).isNotEqualTo(lossyRun(8));
    }

    private static List<Integer> lossyRun(long seed) throws TransportException {
        var test = new SimNetworkTest();
        var bad = new SimNetwork(seed);
        test.connect(bad, Delivery.DATAGRAM);
        bad.wire(SimWire.LAN.withLoss(0.3).withDisorder(0.1, 0.1));
        for (int i = 0; i < 50; i++) test.dialled.send(i);
        bad.runFor(Duration.ofSeconds(1));
        return test.accepted.got;
    }

    @Test
    void datagramsAreLostDoubledAndReordered() throws TransportException {
        connect(network, Delivery.DATAGRAM);
        network.wire(SimWire.LAN.withLoss(0.1).withDisorder(0.1, 0.1).withCapacity(10 << 20, 0));
        for (int i = 0; i < 1_000; i++) {
            dialled.send(i);
            network.runFor(Duration.ofMillis(1));
        }
        network.runFor(Duration.ofSeconds(1));
        assertThat(accepted.got.stream().distinct().count()).isBetween(800L, 960L);
        assertThat(accepted.got.size() - accepted.got.stream().distinct().count())
                .isPositive();
        assertThat(accepted.got).isNotEqualTo(accepted.got.stream().sorted().toList());
    }

    @Test
    void healedStreamDeliversWhatWasStalled() throws TransportException {
        connect(network, Delivery.STREAM);
        network.cut("a", "b");
        dialled.send(1);
        network.runFor(Duration.ofSeconds(50));
        assertThat(accepted.got).isEmpty();
        network.heal("a", "b").runFor(Duration.ofSeconds(1));
        assertThat(accepted.got).containsExactly(1);
        assertThat(dialled.isOpen()).isTrue();
    }

    /** Goal: a stall counts from its own begin. Method: two cuts of 50 s each, healed in between. */
    @Test
    void secondCutDoesNotInheritTheFirst() throws TransportException {
        connect(network, Delivery.STREAM);
        for (int i = 0; i < 2; i++) {
            network.cut("a", "b");
            dialled.send(i);
            network.runFor(Duration.ofSeconds(50)).heal("a", "b").runFor(Duration.ofSeconds(1));
        }
        assertThat(accepted.got).containsExactly(0, 1);
    }

    /**
     * Goal: half-open connections exist. Method: the sender breaks in a long cut; the other end learns it by sending.
     */
    @Test
    void longCutBreaksTheSenderAndTheOtherEndLearnsItWhenItSends() throws TransportException {
        connect(network, Delivery.STREAM);
        network.cut("a", "b");
        dialled.send(1);
        network.runFor(Duration.ofSeconds(61));
        assertThat(kinds(dialled)).containsExactly(TransportException.Kind.LOST);
        network.heal("a", "b").runFor(Duration.ofSeconds(1));
        assertThat(accepted.isOpen()).isTrue();
        accepted.send(2);
        network.runFor(Duration.ofSeconds(1));
        assertThat(kinds(accepted)).containsExactly(TransportException.Kind.LOST);
        assertThat(network.openEnds()).isZero();
    }

    @Test
    void killedConnectionIsLostAtBothEnds() throws TransportException {
        connect(network, Delivery.STREAM);
        dialled.send(1);
        network.kill("b", "a").runFor(Duration.ofSeconds(1));
        assertThat(kinds(dialled)).containsExactly(TransportException.Kind.LOST);
        assertThat(kinds(accepted)).containsExactly(TransportException.Kind.LOST);
        assertThat(accepted.got).isEmpty();
    }

    @Test
    void everySendSaysFalseWhenNothingMayBeUnderWay() throws TransportException {
        network.wire(SimWire.LAN.withCapacity(0, 0));
        connect(network, Delivery.STREAM);
        assertThat(dialled.send(1)).isFalse();
        assertThat(dialled.writable).isZero();
        network.runFor(Duration.ofSeconds(1));
        assertThat(dialled.writable).isEqualTo(1);
    }

    @Test
    void bandwidthMakesBytesWait() throws TransportException {
        connect(network, Delivery.STREAM);
        network.wire("a", "b", SimWire.LAN.withCapacity(1 << 20, 10_000));
        for (int i = 0; i < 100; i++) dialled.send(i);
        network.runFor(Duration.ofSeconds(5));
        assertThat(accepted.got).hasSizeBetween(49, 50);
    }

    @Test
    void dialThroughCutWireTimesOut() throws TransportException {
        network.transport("b").listen(SERVER, remote -> Optional.of(accepted));
        network.cut("a", "b");
        dial(network.transport("a"));
        network.runFor(Duration.ofSeconds(5));
        assertThat(kinds(dialled)).containsExactly(TransportException.Kind.TIMEOUT);
        network.heal("a", "b").runFor(Duration.ofMinutes(1));
        assertThat(accepted.connection).isNull();
    }

    /**
     * Goal: no end is left alone. Method: the answer to a dial is cut off, the dial times out, the accepted end is
     * reset.
     */
    @Test
    void endAcceptedForDialThatTimedOutIsReset() throws TransportException {
        network.wire(SimWire.LAN.withDelay(Duration.ofMillis(100), Duration.ZERO));
        network.transport("b").listen(SERVER, remote -> {
            network.cut("a", "b");
            return Optional.of(accepted);
        });
        dial(network.transport("a"));
        network.runFor(Duration.ofSeconds(6));
        assertThat(kinds(dialled)).containsExactly(TransportException.Kind.TIMEOUT);
        assertThat(kinds(accepted)).containsExactly(TransportException.Kind.LOST);
        assertThat(network.openEnds()).isZero();
    }

    @Test
    void unknownHostHasNoRoute() {
        dial(network.transport("a"));
        network.runFor(Duration.ofSeconds(1));
        assertThat(kinds(dialled)).containsExactly(TransportException.Kind.NO_ROUTE);
    }

    private static List<TransportException.Kind> kinds(NumberedEnd end) {
        return end.ends.stream().map(TransportException::kind).toList();
    }
}
