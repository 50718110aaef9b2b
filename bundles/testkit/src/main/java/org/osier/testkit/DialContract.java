package org.osier.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;

/** The part of {@link TransportContract} about dials and listeners. */
abstract class DialContract extends ContractFixture {
    @Test
    void severalListenersHaveRealPortsOfTheirOwn() {
        var first = receiver();
        var second = receiver();
        var one = listen(remote -> Optional.of(first));
        var other = listen(remote -> Optional.of(second));
        assertThat(one.address().getPort())
                .isPositive()
                .isNotEqualTo(other.address().getPort());
        connectTo(one, receiver(), () -> first);
        connectTo(other, receiver(), () -> second);
    }

    @Test
    void bothEndsKnowWhereTheyAre() {
        var remote = new AtomicReference<URI>();
        var dialled = receiver();
        var accepted = receiver();
        var listener = listen(from -> {
            remote.set(from);
            return Optional.of(accepted);
        });
        connectTo(listener, dialled, () -> accepted);
        assertThat(dialled.connection().remote()).isEqualTo(listener.address());
        assertThat(accepted.connection().local().getPort())
                .isEqualTo(listener.address().getPort());
        assertThat(accepted.connection().remote()).isEqualTo(remote.get());
        assertThat(accepted.connection().remote().getPort())
                .isEqualTo(dialled.connection().local().getPort())
                .isPositive();
        assertThat(dialled.connection().maxMessageBytes()).isBetween(1_200, 65_535);
    }

    @Test
    void dialToPortWithoutListenerFails() {
        var listener = listen(remote -> Optional.empty());
        listener.close();
        var dialled = receiver();
        client.connect(listener.address(), new PlainDial(Duration.ofMillis(500)), dialled);
        await("dial failed", dialled::isClosed);
        assertThat(dialled.isOpened()).isFalse();
        assertThat(dialled.end()).isIn(Kind.REFUSED.name(), Kind.TIMEOUT.name());
        if (client.delivery() == Transport.Delivery.STREAM) {
            assertThat(dialled.end()).isEqualTo(Kind.REFUSED.name());
        }
    }

    @Test
    void dialWithoutAnswerEndsAfterItsTimeout() {
        var dialled = receiver();
        long start = System.nanoTime();
        client.connect(silent(), new PlainDial(Duration.ofMillis(200)), dialled);
        await("dial timed out", dialled::isClosed);
        assertThat(dialled.end()).isEqualTo(Kind.TIMEOUT.name());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void dialThatIsGivenUpClosesItsReceiver() throws IOException {
        var dialled = receiver();
        var dial = dial(silent(), dialled);
        dial.close();
        dial.close();
        await("dial given up", dialled::isClosed);
        assertThat(dialled.isOpened()).isFalse();
        assertThat(dialled.end()).isEmpty();
    }

    @Test
    void givingUpDialThatStandsDoesNothing() throws IOException {
        var accepted = echo();
        var dialled = receiver();
        var dial = dial(listen(remote -> Optional.of(accepted)).address(), dialled);
        await("opened", dialled::isOpened);
        dial.close();
        dialled.send(number(1));
        await("echo", () -> dialled.messages() == 1);
    }

    @Test
    void addressThatIsNotUnderstoodIsRefused() {
        for (String bad : new String[] {
            "mailto:nobody", "nonsense://127.0.0.1:1", anyAddress().getScheme() + "://:1"
        }) {
            var dialled = receiver();
            dial(URI.create(bad), dialled);
            await("dial to " + bad + " failed", dialled::isClosed);
            assertThat(dialled.end()).isEqualTo(Kind.BAD_ADDRESS.name());
            assertThatThrownBy(() -> server.listen(URI.create(bad), remote -> Optional.empty()))
                    .isInstanceOfSatisfying(
                            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BAD_ADDRESS));
        }
    }

    @Test
    void portInUseIsReportedAndFreeAfterClose() throws TransportException {
        var listener = listen(remote -> Optional.empty());
        assertThatThrownBy(() -> server.listen(listener.address(), remote -> Optional.empty()))
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PORT_IN_USE));
        listener.close();
        listener.close();
        server.listen(listener.address(), remote -> Optional.empty());
    }

    @Test
    void closedListenerKeepsItsConnections() {
        var accepted = echo();
        var dialled = receiver();
        var listener = listen(remote -> Optional.of(accepted));
        connectTo(listener, dialled, () -> accepted);
        listener.close();
        dialled.send(number(7));
        await("echo", () -> dialled.messages() == 1);
        assertThat(dialled.last()).isEqualTo(number(7));
    }

    /** Goal: a refusal costs a stranger's connection and nothing else. Method: refuse one dial, accept the next. */
    @Test
    void acceptorThatRefusesClosesAtOnce() {
        var accepted = receiver();
        var refuse = new AtomicReference<>(true);
        var listener = listen(remote -> refuse.get() ? Optional.empty() : Optional.of(accepted));
        var refused = receiver();
        client.connect(listener.address(), new PlainDial(Duration.ofMillis(500)), refused);
        await("closed by the other end", refused::isClosed);
        refuse.set(false);
        connectTo(listener, receiver(), () -> accepted);
    }

    private URI silent() {
        var address = silentAddress();
        Assumptions.assumeTrue(address.isPresent(), "no silent address for this transport");
        return address.get();
    }
}
