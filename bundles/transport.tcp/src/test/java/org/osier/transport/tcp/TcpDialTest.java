package org.osier.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;

/** What only TCP knows of dials and listeners: names, both families, what the system says. */
@Timeout(30)
class TcpDialTest extends TcpFixture {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @Test
    void ipv6LoopbackCarriesMessages() throws Exception {
        assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null, "no IPv6 here");
        var listener = listen("tcp://[::1]:0");
        var dialled = dial(listener.address(), TIMEOUT);
        waiting.until("opened", dialled::isOpened);
        assertThat(dialled.connection().local().getHost()).isEqualTo("[::1]");
        var other = accepted();
        assertThat(other.connection().remote()).isEqualTo(dialled.connection().local());
        dialled.send(new byte[] {1});
        waiting.until("message", () -> other.messages() == 1);
    }

    /** Goal: a name with several addresses is tried through. Method: localhost, where often only one family listens. */
    @Test
    void nameIsLookedUpAndItsAddressesAreTried() throws TransportException {
        int port = listen("tcp://127.0.0.1:0").address().getPort();
        var to = URI.create("tcp://localhost:" + port);
        var dialled = dial(to, TIMEOUT);
        waiting.until("opened", dialled::isOpened);
        assertThat(dialled.connection().remote()).isEqualTo(to);
    }

    @Test
    void listenerKeepsTheNameItWasAskedFor() throws TransportException {
        var address = listen("tcp://localhost:0").address();
        assertThat(address.getHost()).isEqualTo("localhost");
        assertThat(address.getPort()).isPositive();
    }

    /** The name is reserved: it exists nowhere (RFC 6761). */
    @Test
    void nameThatNobodyKnowsHasNoRoute() {
        var dialled = dial(URI.create("tcp://nobody.invalid:1"), Duration.ofSeconds(8));
        waiting.until("closed", dialled::isClosed);
        assertThat(dialled.end()).isIn(Kind.NO_ROUTE.name(), Kind.TIMEOUT.name());
    }

    @Test
    void addressOfAnotherMachineCannotBeListenedAt() {
        // Reserved for documentation (RFC 5737): no machine has it.
        assertThatThrownBy(() -> transport.listen(URI.create("tcp://192.0.2.1:0"), remote -> Optional.empty()))
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_PERMITTED));
    }

    @Test
    void listenAfterStopIsNotPermitted() {
        transport.stop();
        assertThatThrownBy(() -> transport.listen(URI.create("tcp://127.0.0.1:0"), remote -> Optional.empty()))
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_PERMITTED));
    }

    @Test
    void messageOfWrongLengthIsTheCallersMistake() throws TransportException {
        var dialled = dial(listen("tcp://127.0.0.1:0").address(), TIMEOUT);
        waiting.until("opened", dialled::isOpened);
        assertThatThrownBy(() -> dialled.send(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dialled.send(new byte[65_536])).hasMessageContaining("65536");
    }

    @Test
    void numberOfThreadsIsChecked() {
        assertThatThrownBy(() -> new TcpTransport(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new TcpTransport(65)).hasMessageContaining("65");
    }
}
