package org.osier.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.testkit.PlainDial;
import org.osier.testkit.RecordingReceiver;
import org.osier.testkit.Waiting;
import org.osier.transport.TransportException.Kind;

/** Names whose addresses change. */
@Timeout(30)
class HostLookupTest {
    private final Waiting waiting = new Waiting();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<String> answer = Optional.empty();
    private final TcpTransport transport = new TcpTransport(1, this::resolve);

    private InetAddress[] resolve(String host) throws UnknownHostException {
        asked.add(host);
        if (answer.isEmpty()) throw new UnknownHostException(host);
        return new InetAddress[] {InetAddress.getByName(answer.get())};
    }

    private RecordingReceiver dial(int port) {
        var dialled = new RecordingReceiver(waiting);
        transport.connect(URI.create("tcp://moves.example:" + port), new PlainDial(Duration.ofSeconds(5)), dialled);
        waiting.until("an end or a beginning", () -> dialled.isOpened() || dialled.isClosed());
        return dialled;
    }

    /**
     * Goal: a node that moves behind its name is found again. Method: the name is unknown, then an address where nobody
     * listens, then the right one; nothing but the next dial is needed.
     */
    @Test
    void everyDialAsksAnewWhereANameIs() throws Exception {
        var listener = transport.listen(
                URI.create("tcp://127.0.0.1:0"), remote -> Optional.of(new RecordingReceiver(waiting)));
        int port = listener.address().getPort();
        try {
            assertThat(dial(port).end()).isEqualTo(Kind.NO_ROUTE.name());
            answer = Optional.of("127.0.0.2");
            assertThat(dial(port).end()).isIn(Kind.REFUSED.name(), Kind.NO_ROUTE.name()); // not every system has it
            answer = Optional.of("127.0.0.1");
            assertThat(dial(port).isOpened()).isTrue();
            assertThat(asked).containsExactly("moves.example", "moves.example", "moves.example");
        } finally {
            transport.stop();
        }
    }

    @Test
    void theJavaThatRunsThisTestForgetsNamesInTime() {
        assertThat(NameCache.trouble()).isEmpty();
        transport.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10", " 30 ", "nonsense"})
    void aJavaThatForgetsNamesInTimeIsNotReported(String property) {
        assertThat(NameCache.trouble(property)).isEmpty();
        assertThat(NameCache.trouble(null)).isEmpty();
        transport.stop();
    }

    @ParameterizedTest
    @CsvSource({"-1, for ever", "31, for 31 s", "86400, for 86400 s"})
    void aJavaThatRemembersNamesForLongIsReported(String property, String howLong) {
        assertThat(NameCache.trouble(property).orElseThrow()).contains(howLong, "networkaddress.cache.ttl", "next:");
        transport.stop();
    }
}
