package org.osier.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.osier.testkit.PlainDial;
import org.osier.testkit.RecordingReceiver;
import org.osier.testkit.Waiting;
import org.osier.transport.Listener;
import org.osier.transport.TransportException;

/** One transport with one listener on 127.0.0.1, and receivers whose rules are checked after each test. */
abstract class TcpFixture {
    final Waiting waiting = new Waiting();
    final TcpTransport transport = new TcpTransport(2);
    final ConcurrentLinkedQueue<RecordingReceiver> accepted = new ConcurrentLinkedQueue<>();
    private final List<RecordingReceiver> receivers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        transport.stop();
        for (var receiver : receivers) assertThat(receiver.violations()).isEmpty();
        assertThat(transport.directBytes()).isZero();
    }

    RecordingReceiver receiver() {
        var receiver = new RecordingReceiver(waiting);
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

    RecordingReceiver dial(URI to, Duration timeout) {
        var receiver = receiver();
        transport.connect(to, new PlainDial(timeout), receiver);
        return receiver;
    }

    /** The next connection that was let in. */
    RecordingReceiver accepted() {
        waiting.until("accepted", () -> !accepted.isEmpty());
        var next = accepted.remove();
        waiting.until("opened", next::isOpened);
        return next;
    }
}
