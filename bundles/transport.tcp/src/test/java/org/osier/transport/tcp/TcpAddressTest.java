package org.osier.transport.tcp;

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

/** From URI to host and port, and back. */
class TcpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "tcp://127.0.0.1:1, 127.0.0.1, 1, true",
        "tcp://[::1]:65535, [::1], 65535, true",
        "tcp://example.org:7400, example.org, 7400, false",
    })
    void hostAndPortAreUnderstood(URI uri, String host, int port, boolean literal) throws TransportException {
        var address = TcpAddress.toDial(uri);
        assertThat(address).isEqualTo(new TcpAddress(host, port));
        assertThat(address.isLiteral()).isEqualTo(literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://127.0.0.1",
                "tcp://127.0.0.1:65536",
                "tcp://127.0.0.1:99999999999",
                "tcp://127.0.0.1:-1",
                "tcp://:1",
                "tcp:127.0.0.1:1",
                "tcp:///path",
                "tcp://host/path:1",
                "tcp://host:1/path",
                "tcp://host:1?query",
                "tcp://host:1#fragment",
                "tcp://user@host:1",
                "tcp://bad_host:1",
                "tcp://[::1:1",
                "udp://127.0.0.1:1",
                "//127.0.0.1:1",
                "127.0.0.1",
            })
    void everythingElseIsBadAddress(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException noUri) {
            return;
        }
        assertThatThrownBy(() -> TcpAddress.of(uri))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(text);
    }

    @Test
    void portZeroIsForListenersOnly() throws TransportException {
        var any = URI.create("tcp://[::1]:0");
        assertThat(TcpAddress.of(any).withPort(5)).isEqualTo(URI.create("tcp://[::1]:5"));
        assertThatThrownBy(() -> TcpAddress.toDial(any)).hasMessageContaining("no port");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, tcp://127.0.0.1:9",
        "::1, tcp://[::1]:9",
        "2001:db8:0:0:0:0:0:1, tcp://[2001:db8::1]:9",
        "fe80::1%7, tcp://[fe80::1%7]:9",
        "::ffff:10.0.0.1, tcp://10.0.0.1:9",
    })
    void socketAddressBecomesUriThatCanBeDialled(String literal, URI expected) throws Exception {
        // The scope is given as a number: an interface of this name need not exist.
        var address = InetAddress.getByName(literal);
        var uri = TcpAddress.uri(new InetSocketAddress(address, 9));
        assertThat(uri).isEqualTo(expected);
        assertThat(InetAddress.getByName(TcpAddress.toDial(uri).host())).isEqualTo(address);
    }
}
