package org.osier.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.osier.core.identity.Identity;
import org.osier.core.tls.NodeTls;
import org.osier.testkit.PlainDial;
import org.osier.testkit.RecordingReceiver;
import org.osier.testkit.Waiting;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.TransportException;

/** One transport with listeners on 127.0.0.1, and receivers whose rules are checked after each test. */
abstract class WebSocketFixture {
    final Waiting waiting = new Waiting();
    final Identity identity = Identity.generate(new SecureRandom());
    final WebSocketTransport transport = open(Settings.DEFAULT);
    final ConcurrentLinkedQueue<RecordingReceiver> accepted = new ConcurrentLinkedQueue<>();
    private final List<RecordingReceiver> receivers = new CopyOnWriteArrayList<>();
    private final List<WebSocketTransport> others = new ArrayList<>();

    WebSocketTransport open(Settings settings) {
        var opened = new WebSocketTransport(settings);
        opened.bindIdentity(new NodeTls(identity, Clock.systemUTC()));
        return opened;
    }

    /** One more, stopped after the test. */
    WebSocketTransport other(Settings settings) {
        var opened = open(settings);
        others.add(opened);
        return opened;
    }

    @AfterEach
    void stop() {
        others.forEach(WebSocketTransport::stop);
        transport.stop();
        for (var receiver : receivers) assertThat(receiver.violations()).isEmpty();
    }

    RecordingReceiver receiver() {
        return watched(new RecordingReceiver(waiting));
    }

    /** Has the receiver checked after the test. */
    RecordingReceiver watched(RecordingReceiver receiver) {
        receivers.add(receiver);
        return receiver;
    }

    Listener listen(String at) throws TransportException {
        return transport.listen(URI.create(at), remote -> {
            var receiver = receiver();
            accepted.add(receiver);
            waiting.changed();
            return Optional.of(receiver);
        });
    }

    RecordingReceiver dial(URI to) {
        return dial(to, new PlainDial(Duration.ofSeconds(5)));
    }

    RecordingReceiver dial(URI to, Dial dial) {
        var receiver = receiver();
        transport.connect(to, dial, receiver);
        return receiver;
    }

    /** The next connection that was let in. */
    RecordingReceiver accepted() {
        waiting.until("accepted", () -> !accepted.isEmpty());
        return accepted.remove();
    }

    void awaitEnd(RecordingReceiver receiver, String kind) {
        waiting.until("closed", receiver::isClosed);
        assertThat(receiver.end()).isEqualTo(kind);
    }
}
