package org.osier.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.testkit.FaultyReceiver;
import org.osier.testkit.RecordingReceiver;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;

/** Whoever can reach the port can send anything: each kind of bytes has a clear end, and others notice nothing. */
@Timeout(30)
class HostileBytesTest extends TcpFixture {
    private int port;

    @BeforeEach
    void listen() throws TransportException {
        port = listen("tcp://127.0.0.1:0").address().getPort();
    }

    private Socket raw() throws IOException {
        var socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private RecordingReceiver sends(Socket socket, int... bytes) throws IOException {
        var receiver = accepted();
        for (int value : bytes) socket.getOutputStream().write(value);
        return receiver;
    }

    private void awaitEnd(RecordingReceiver receiver, Kind kind) {
        waiting.until("closed", receiver::isClosed);
        assertThat(receiver.end()).isEqualTo(kind.name());
    }

    @Test
    void lengthZeroBreaksTheProtocol() throws IOException {
        try (var socket = raw()) {
            var receiver = sends(socket, 0, 1, 42, 0, 0, 0, 1, 42);
            awaitEnd(receiver, Kind.PROTOCOL);
            assertThat(receiver.messages()).isEqualTo(1);
        }
    }

    @Test
    void streamThatEndsInsideMessageIsLost() throws IOException {
        RecordingReceiver receiver;
        try (var socket = raw()) {
            receiver = sends(socket, 0, 10, 1, 2, 3);
        }
        awaitEnd(receiver, Kind.LOST);
        assertThat(receiver.messages()).isZero();
    }

    @Test
    void streamThatEndsInsideLengthIsLost() throws IOException {
        RecordingReceiver receiver;
        try (var socket = raw()) {
            receiver = sends(socket, 7);
        }
        awaitEnd(receiver, Kind.LOST);
    }

    @Test
    void connectionThatIsResetIsLost() throws IOException {
        RecordingReceiver receiver;
        try (var socket = raw()) {
            socket.setOption(StandardSocketOptions.SO_LINGER, 0);
            receiver = sends(socket, 0, 1, 42);
            waiting.until("message", () -> receiver.messages() == 1);
        }
        awaitEnd(receiver, Kind.LOST);
    }

    @Test
    void connectionThatEndsBetweenMessagesEndsCleanly() throws IOException {
        RecordingReceiver receiver;
        try (var socket = raw()) {
            receiver = sends(socket, 0, 1, 42);
        }
        waiting.until("closed", receiver::isClosed);
        assertThat(receiver.end()).isEmpty();
        assertThat(receiver.messages()).isEqualTo(1);
    }

    /** Goal: a slow sender is only slow. Method: one byte at a time, each a packet of its own. */
    @Test
    void messageInSingleBytesArrives() throws IOException {
        try (var socket = raw()) {
            socket.setTcpNoDelay(true);
            var receiver = sends(socket, 0, 3, 7, 8, 9);
            waiting.until("message", () -> receiver.messages() == 1);
            assertThat(receiver.last()).containsExactly(7, 8, 9);
        }
    }

    /**
     * Goal: garbage is messages to somebody, or an end, never an exception that escapes. Method: seeded random bytes.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void garbageEndsWithoutHarm(long seed) throws IOException {
        var garbage = new byte[300_000];
        new Random(seed).nextBytes(garbage);
        try (var socket = raw()) {
            var receiver = accepted();
            socket.getOutputStream().write(garbage);
            socket.shutdownOutput();
            waiting.until("closed, seed " + seed, receiver::isClosed);
            assertThat(receiver.end()).as("seed %d", seed).isIn(Kind.PROTOCOL.name(), Kind.LOST.name(), "");
        }
    }

    /** Goal: silence costs nobody else anything. Method: many half-sent messages, then one that is whole. */
    @Test
    void silentConnectionsDoNotDisturbOthers() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try (var socket = raw()) {
            var receiver = accepted();
            for (int i = 0; i < 50; i++) {
                var half = raw();
                silent.add(half);
                sends(half, 0xFF, 0xFF, 1);
            }
            socket.getOutputStream().write(new byte[] {0, 1, 5});
            waiting.until("message", () -> receiver.messages() == 1);
        } finally {
            for (var half : silent) half.close();
        }
    }

    /** Goal: an end that never closes cannot hold a connection. Method: it reads what was flushed, and stays. */
    @Test
    void closeDoesNotWaitForEverForTheOtherEnd() throws IOException {
        try (var socket = raw()) {
            var receiver = accepted();
            receiver.send(new byte[] {1, 2});
            receiver.connection().close();
            assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0, 2, 1, 2);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            waiting.until("closed", receiver::isClosed);
            assertThat(receiver.end()).isEmpty();
        }
    }

    /** Goal: what could not be flushed is not called a clean end. Method: the other end never reads. */
    @Test
    void closeThatCouldNotFlushSaysSo() throws IOException {
        try (var socket = raw()) {
            var receiver = accepted();
            for (int i = 0; i < 400; i++) receiver.send(new byte[65_000]);
            receiver.connection().close();
            awaitEnd(receiver, Kind.LOST);
            assertThat(socket.isConnected()).isTrue();
        }
    }

    /** Goal: a fault of a receiver ends its connection only. Method: throw inside each call, then use another one. */
    @ParameterizedTest
    @ValueSource(strings = {"opened", "message", "writable"})
    void receiverThatThrowsLosesItsConnection(String call) throws Exception {
        var faulty = new FaultyReceiver(waiting, call);
        var listener = transport.listen(URI.create("tcp://127.0.0.1:0"), remote -> Optional.of(faulty));
        try (var socket = new Socket("127.0.0.1", listener.address().getPort());
                var other = raw()) {
            waiting.until("opened", faulty::isOpened);
            if (call.equals("message")) socket.getOutputStream().write(new byte[] {0, 1, 5});
            if (call.equals("writable")) faulty.send(new byte[1]);
            awaitEnd(faulty, Kind.LOST);
            var receiver = sends(other, 0, 1, 6);
            waiting.until("message", () -> receiver.messages() == 1);
        }
    }
}
