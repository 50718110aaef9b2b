package org.osier.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.core.identity.Identity;
import org.osier.node.NodeId;
import org.osier.transport.Dial;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;

/** Whom a dial with TLS reaches. */
@Timeout(30)
class TlsTest extends WebSocketFixture {
    private record Expecting(NodeId id) implements Dial {
        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Optional<String> expected() {
            return Optional.of(id.toString());
        }
    }

    private static URI at(String scheme, URI address) {
        return URI.create(scheme + "://127.0.0.1:" + address.getPort() + "/mesh");
    }

    @Test
    void theNodeThatIsExpectedIsReached() throws TransportException {
        var dialled = dial(listen("wss://127.0.0.1:0").address(), new Expecting(identity.id()));
        waiting.until("opened", dialled::isOpened);
    }

    @Test
    void anotherNodeIsRefusedAndNamed() throws TransportException {
        var asked = Identity.generate(new SecureRandom()).id();
        var dialled = dial(listen("wss://127.0.0.1:0").address(), new Expecting(asked));
        awaitEnd(dialled, "TLS");
        assertThat(dialled.isOpened()).isFalse();
        awaitEnd(accepted(), "LOST");
    }

    @Test
    void tlsToPlainFailsAndPlainToTlsToo() throws TransportException {
        var plain = listen("ws://127.0.0.1:0").address();
        var secure = listen("wss://127.0.0.1:0").address();
        var one = dial(at("wss", plain));
        waiting.until("failed", one::isClosed);
        assertThat(one.end()).isEqualTo("TLS");
        var other = dial(at("ws", secure));
        waiting.until("failed", other::isClosed);
        assertThat(other.isOpened()).isFalse();
    }

    @Test
    void garbageInsteadOfTlsIsTurnedAway() throws Exception {
        int port = listen("wss://127.0.0.1:0").address().getPort();
        try (var peer = new RawPeer(port)) {
            peer.write("GET /mesh HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes());
            while (peer.readByte() >= 0) {}
        } catch (IOException reset) {
            // As good as an end.
        }
        awaitEnd(accepted(), "LOST");
    }

    /** The node is updated: its identity is away for a moment, plain connections are not concerned. */
    @Test
    void withoutIdentityThereIsNoTls() throws TransportException {
        var bare = new WebSocketTransport(Settings.DEFAULT);
        try {
            assertThatThrownBy(() -> bare.listen(URI.create("wss://127.0.0.1:0"), remote -> Optional.empty()))
                    .isInstanceOfSatisfying(
                            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TLS));
            var dialled = receiver();
            bare.connect(listen("wss://127.0.0.1:0").address(), new Expecting(identity.id()), dialled);
            awaitEnd(dialled, "TLS");
            var plain = receiver();
            bare.connect(listen("ws://127.0.0.1:0").address(), new Expecting(identity.id()), plain);
            waiting.until("opened", plain::isOpened);
        } finally {
            bare.stop();
        }
    }
}
