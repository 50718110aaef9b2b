package org.osier.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.transport.TransportException;

/** From URI to host, port and path, and back. */
class WebSocketAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ws://127.0.0.1:1, false, 127.0.0.1, 1, /mesh",
        "wss://[::1]:65535/, true, [::1], 65535, /",
        "ws://example.org:7402/a/b.c~d_e-f, false, example.org, 7402, /a/b.c~d_e-f",
    })
    void whatStandsThereIsUnderstood(URI uri, boolean secure, String host, int port, String path)
            throws TransportException {
        var address = WebSocketAddress.toDial(uri, "/mesh");
        assertThat(address).isEqualTo(new WebSocketAddress(secure, host, port, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ws://127.0.0.1",
                "ws://127.0.0.1:65536/mesh",
                "ws://:1/mesh",
                "ws:127.0.0.1:1",
                "ws://host:1/mesh?query",
                "ws://host:1/mesh#fragment",
                "ws://user@host:1/mesh",
                "ws://bad_host:1/mesh",
                "ws://host:1//mesh",
                "ws://host:1/mesh/../admin",
                "ws://host:1/me%2Fsh",
                "http://host:1/mesh",
                "tcp://127.0.0.1:1",
            })
    void everythingElseIsBadAddress(String text) {
        assertThatThrownBy(() -> WebSocketAddress.of(URI.create(text), "/mesh"))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(text);
    }

    @Test
    void portZeroListensButLeadsNowhere() throws TransportException {
        var uri = URI.create("ws://127.0.0.1:0/mesh");
        assertThat(WebSocketAddress.of(uri, "/mesh").withPort(7).toString()).isEqualTo("ws://127.0.0.1:7/mesh");
        assertThatThrownBy(() -> WebSocketAddress.toDial(uri, "/mesh")).isInstanceOf(TransportException.class);
    }

    @Test
    void endsOfConnectionsAreWrittenAsAddresses() throws Exception {
        var six = new InetSocketAddress(InetAddress.getByName("::1"), 5);
        assertThat(WebSocketAddress.uri(true, six, "").getHost()).isEqualTo("[0:0:0:0:0:0:0:1]");
        var four = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 5);
        assertThat(WebSocketAddress.uri(false, four, "/mesh").toString()).isEqualTo("ws://127.0.0.1:5/mesh");
    }
}
