package org.osier.transport.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osier.testkit.NumberedEnd;
import org.osier.testkit.PlainDial;
import org.osier.testkit.SimNetwork;
import org.osier.transport.Transport.Delivery;
import org.osier.transport.TransportException;
import org.osier.transport.emulator.rules.Impairments;
import org.osier.transport.emulator.rules.Partition;

/** The wire changes while a connection stands: both ends in virtual time, the emulator at the dialling one. */
class GameDayTest {
    private final SimNetwork network = new SimNetwork(1);
    private final NumberedEnd dialled = new NumberedEnd();
    private final NumberedEnd accepted = new NumberedEnd();
    private Setting setting;
    private EmulatedTransport emulated;

    @BeforeEach
    void connect() throws TransportException {
        open(Delivery.STREAM);
    }

    private void open(Delivery delivery) throws TransportException {
        var time = network.time();
        int port = delivery == Delivery.STREAM ? 1 : 2;
        network.transport("b").listen(URI.create("sim://b:" + port), remote -> Optional.of(accepted));
        setting = new Setting(time.loop(), time::nanoTime, 1, Impairments.NONE);
        var fixed = new Fixed(new Scheme("emu", "sim"), delivery, 1 << 20, 1_224);
        emulated = new EmulatedTransport(network.transport("a"), fixed, setting);
        dial(port, dialled);
        network.runFor(Duration.ofSeconds(1));
        assertThat(dialled.connection).isNotNull();
    }

    private void dial(int port, NumberedEnd end) {
        emulated.connect(URI.create("emu+sim://b:" + port), new PlainDial(Duration.ofSeconds(5)), end);
    }

    private void becomes(Impairments how) {
        setting.impairments(how);
        emulated.changed();
    }

    private void partition(Partition partition) {
        becomes(Impairments.NONE.with(partition));
    }

    private void run(int millis) {
        network.runFor(Duration.ofMillis(millis));
    }

    @Test
    void addressesBeginWithTheSchemeOfTheEmulator() {
        assertThat(dialled.connection.remote()).hasToString("emu+sim://b:1");
        assertThat(dialled.connection.local()).hasScheme("emu+sim").hasHost("a");
    }

    @Test
    void delayIsLiveAndNothingOvertakesWhatWasSentBefore() {
        becomes(Wires.late(100_000, 0));
        dialled.send(0);
        becomes(Impairments.NONE);
        dialled.send(1);
        run(90);
        assertThat(accepted.got).isEmpty();
        run(20);
        assertThat(accepted.got).containsExactly(0, 1);
    }

    @Test
    void silenceLosesNothingOfAStreamWhenItEnds() {
        partition(Partition.SILENT);
        for (int i = 0; i < 10; i++) {
            dialled.send(i);
            accepted.send(i);
        }
        run(20_000);
        assertThat(accepted.got).isEmpty();
        assertThat(dialled.got).isEmpty();
        partition(Partition.NONE);
        run(1_000);
        assertThat(accepted.got).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(dialled.got).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(dialled.ends).isEmpty();
    }

    @Test
    void whoIsMuteStillHearsAndWhoIsDeafStillSpeaks() {
        partition(Partition.MUTE);
        dialled.send(1);
        accepted.send(2);
        run(100);
        assertThat(accepted.got).isEmpty();
        assertThat(dialled.got).containsExactly(2);
        partition(Partition.DEAF);
        accepted.send(3);
        run(100);
        assertThat(accepted.got).containsExactly(1);
        assertThat(dialled.got).containsExactly(2);
        partition(Partition.NONE);
        run(100);
        assertThat(dialled.got).containsExactly(2, 3);
    }

    /** Goal: silence is silence. Method: the other end goes meanwhile; that is heard afterwards, behind its messages. */
    @Test
    void theEndOfTheOtherSideIsNotHeardDuringSilence() {
        partition(Partition.SILENT);
        accepted.send(1);
        accepted.connection.close();
        run(10_000);
        assertThat(dialled.ends).isEmpty();
        partition(Partition.NONE);
        run(1_000);
        assertThat(dialled.got).containsExactly(1);
        assertThat(dialled.ends).hasSize(1);
    }

    @Test
    void whoGivesUpDuringSilenceIsClosed() {
        partition(Partition.SILENT);
        accepted.send(1);
        dialled.send(1);
        run(10_000);
        dialled.connection.close();
        run(3_000);
        assertThat(dialled.ends).containsExactly((TransportException) null);
        assertThat(dialled.got).isEmpty();
        assertThat(accepted.got).isEmpty();
    }

    @Test
    void aCutBreaksConnectionsAndLetsNobodyDial() {
        partition(Partition.CUT);
        run(1_100);
        assertThat(dialled.ends).singleElement().extracting(e -> e.kind()).isEqualTo(TransportException.Kind.LOST);
        var second = new NumberedEnd();
        dial(1, second);
        run(1);
        assertThat(second.ends).singleElement().extracting(e -> e.kind()).isEqualTo(TransportException.Kind.NO_ROUTE);
        partition(Partition.NONE);
        var third = new NumberedEnd();
        dial(1, third);
        run(100);
        assertThat(third.connection).isNotNull();
    }

    @Test
    void aDialDuringSilenceTimesOut() {
        partition(Partition.SILENT);
        var second = new NumberedEnd();
        dial(1, second);
        run(5_000);
        assertThat(second.ends).singleElement().extracting(e -> e.kind()).isEqualTo(TransportException.Kind.TIMEOUT);
    }

    /** Goal: back-pressure. Method: 10,000 bytes a second; the sender sends while it may, for ten seconds. */
    @Test
    void aNarrowWireHoldsTheSenderBack() {
        becomes(Wires.narrow(10_000));
        int sent = 0;
        for (int ms = 0; ms < 10_000; ms++) {
            int told = dialled.writable;
            if (sent == told) dialled.send(sent++);
            run(1);
        }
        assertThat(sent).isBetween(98, 101);
        assertThat(accepted.got).hasSizeBetween(98, 101).isSorted();
    }

    @Test
    void datagramsAreLostDoubledAndOvertaken() throws TransportException {
        open(Delivery.DATAGRAM);
        assertThat(dialled.connection.maxMessageBytes()).isEqualTo(1_224);
        becomes(Wires.bad(0.2, 0.1));
        for (int i = 0; i < 2_000; i++) {
            dialled.send(i);
            run(1);
        }
        run(1_000);
        long different = accepted.got.stream().distinct().count();
        assertThat(different).isBetween(1_520L, 1_680L);
        assertThat(accepted.got.size() - different).isBetween(120L, 200L);
        assertThat(accepted.got).isNotEqualTo(accepted.got.stream().sorted().toList());
    }

    @Test
    void datagramsInSilenceAreGone() throws TransportException {
        open(Delivery.DATAGRAM);
        partition(Partition.SILENT);
        dialled.send(1);
        accepted.send(1);
        run(100);
        partition(Partition.NONE);
        dialled.send(2);
        accepted.send(2);
        run(100);
        assertThat(accepted.got).containsExactly(2);
        assertThat(dialled.got).containsExactly(2);
    }

    /** Goal: bytes on their way do not outlive a stop. Method: stop with a message on a long wire. */
    @Test
    void aStopLeavesNothing() {
        becomes(Wires.late(10_000_000, 0));
        dialled.send(1);
        emulated.close();
        run(2_000);
        assertThat(dialled.ends).containsExactly((TransportException) null);
        run(20_000);
        assertThat(accepted.got).isEmpty();
    }
}
