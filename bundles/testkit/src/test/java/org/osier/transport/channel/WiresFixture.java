package org.osier.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.osier.testkit.RecordingReceiver;
import org.osier.testkit.Waiting;
import org.osier.transport.Dial;
import org.osier.transport.TransportException;

/** Wires over TCP, since nothing takes back what it has sent as easily as TCP, and strangers who connect to them. */
abstract class WiresFixture {
    static final URI ANY = URI.create("test://localhost:1");
    static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final String PREFIX = "wires-test";

    final Waiting waiting = new Waiting();
    final BlockingQueue<RecordingReceiver> accepted = new LinkedBlockingQueue<>();
    private final List<RecordingReceiver> receivers = new ArrayList<>();
    private final List<SocketChannel> strangers = new ArrayList<>();
    private ServerSocketChannel server;
    Wires wires;

    @BeforeEach
    void listen() throws Exception {
        wires = new Wires(PREFIX, flushMs());
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        wires.listen(ANY, remote -> Optional.of(next()), () -> Wire.of(server.accept(), ANY, ANY), server);
    }

    long flushMs() {
        return 10_000;
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        for (var stranger : strangers) stranger.close();
        wires.stop();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith(PREFIX));
        for (var receiver : receivers) {
            assertThat(receiver.violations()).isEmpty();
            if (receiver.isOpened()) assertThat(receiver.isClosed()).isTrue();
        }
    }

    /** Who takes the next one that comes. */
    RecordingReceiver next() {
        var receiver = watched(new RecordingReceiver(waiting));
        accepted.add(receiver);
        return receiver;
    }

    synchronized <R extends RecordingReceiver> R watched(R receiver) {
        receivers.add(receiver);
        return receiver;
    }

    SocketChannel stranger(int... bytes) throws IOException {
        var stranger = SocketChannel.open(server.getLocalAddress());
        strangers.add(stranger);
        send(stranger, bytes);
        return stranger;
    }

    static void send(SocketChannel stranger, int... bytes) throws IOException {
        var buffer = ByteBuffer.allocate(bytes.length);
        for (int value : bytes) buffer.put((byte) value);
        stranger.write(buffer.flip());
    }

    /** The other end of the stranger who came first, of those not asked for yet. */
    RecordingReceiver accepted() throws InterruptedException {
        var receiver = accepted.poll(10, TimeUnit.SECONDS);
        assertThat(receiver).isNotNull();
        waiting.until("opened", receiver::isOpened);
        return receiver;
    }

    void awaitEnd(RecordingReceiver receiver, String kind) {
        waiting.until("closed", receiver::isClosed);
        assertThat(receiver.end()).isEqualTo(kind);
    }

    static Dial within(Duration timeout) {
        return new Dial() {
            @Override
            public Duration timeout() {
                return timeout;
            }

            @Override
            public Optional<String> expected() {
                return Optional.empty();
            }
        };
    }

    static TransportException refusal() {
        return new TransportException(TransportException.Kind.BAD_ADDRESS, "not like this", null);
    }
}
