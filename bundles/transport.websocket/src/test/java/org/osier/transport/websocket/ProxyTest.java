package org.osier.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.testkit.PlainDial;
import org.osier.testkit.RecordingReceiver;

/** Dials through an HTTP proxy see nothing of it, but that it is there. */
@Timeout(30)
class ProxyTest extends WebSocketFixture {
    private Settings through(ConnectProxy proxy, String... direct) {
        var address = URI.create("http://127.0.0.1:" + proxy.port());
        return new Settings("/mesh", Optional.of(address), List.of(direct), Duration.ofMinutes(2));
    }

    private RecordingReceiver dial(WebSocketTransport by, URI to) {
        var dialled = receiver();
        by.connect(to, new PlainDial(Duration.ofSeconds(5)), dialled);
        return dialled;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws", "wss"})
    void bothSchemesGoThroughTheTunnel(String scheme) throws Exception {
        try (var proxy = new ConnectProxy(true)) {
            var listener = listen(scheme + "://127.0.0.1:0/mesh");
            var dialled = dial(other(through(proxy)), listener.address());
            waiting.until("opened", dialled::isOpened);
            dialled.send(new byte[] {1, 2, 3});
            // A dial may take more than one try.
            waiting.until("message", () -> accepted.stream().anyMatch(each -> each.messages() == 1));
            assertThat(proxy.requests())
                    .containsOnly("CONNECT 127.0.0.1:" + listener.address().getPort() + " HTTP/1.1");
        }
    }

    @Test
    void whatIsExceptedIsDialledDirectly() throws Exception {
        try (var proxy = new ConnectProxy(true)) {
            var listener = listen("ws://127.0.0.1:0/mesh");
            var dialled = dial(other(through(proxy, "127.0.0.1")), listener.address());
            waiting.until("opened", dialled::isOpened);
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void refusalOfTheProxyEndsTheDial() throws Exception {
        try (var proxy = new ConnectProxy(false)) {
            var listener = listen("ws://127.0.0.1:0/mesh");
            var dialled = dial(other(through(proxy)), listener.address());
            awaitEnd(dialled, "PROTOCOL");
            assertThat(accepted).isEmpty();
        }
    }
}
