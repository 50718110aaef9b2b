package org.osier.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.testkit.RecordingReceiver;
import org.osier.transport.TransportException;

/** Whoever can reach the port can send anything: each kind of bytes has a clear end, and others notice nothing. */
@Timeout(30)
class HostilePeerTest extends WebSocketFixture {
    private int port;

    @BeforeEach
    void listen() throws TransportException {
        port = listen("ws://127.0.0.1:0/mesh").address().getPort();
    }

    private RecordingReceiver opened() {
        var receiver = accepted();
        waiting.until("opened", receiver::isOpened);
        return receiver;
    }

    private void refused(int code, byte[] frames) throws IOException {
        try (var peer = RawPeer.upgraded(port)) {
            var receiver = opened();
            peer.frame(RawPeer.BINARY, true, new byte[] {42});
            peer.write(frames);
            var close = peer.read();
            assertThat(close.opcode()).isEqualTo(RawPeer.CLOSE);
            assertThat(close.closeCode()).isEqualTo(code);
            awaitEnd(receiver, "PROTOCOL");
            assertThat(receiver.messages()).isEqualTo(1);
        }
    }

    @Test
    void textIsRefusedWith1003() throws IOException {
        refused(1003, RawPeer.frame(RawPeer.TEXT, true, true, "hello".getBytes()));
    }

    @Test
    void messageOfNoBytesIsRefusedWith1008() throws IOException {
        refused(1008, RawPeer.frame(RawPeer.BINARY, true, true, new byte[0]));
    }

    @Test
    void frameThatIsTooLongIsRefusedWith1009BeforeItIsRead() throws IOException {
        refused(1009, new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4, 9});
        refused(1009, new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4, 9});
        refused(1009, new byte[] {(byte) 0x82, (byte) 0xFF, -1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 9});
    }

    @Test
    void messageThatIsTooLongInPartsIsRefusedWith1009() throws IOException {
        try (var peer = RawPeer.upgraded(port)) {
            var receiver = opened();
            peer.frame(RawPeer.BINARY, false, new byte[65_535]);
            peer.frame(RawPeer.CONTINUATION, true, new byte[1]);
            assertThat(peer.read().closeCode()).isEqualTo(1009);
            awaitEnd(receiver, "PROTOCOL");
            assertThat(receiver.messages()).isZero();
        }
    }

    @Test
    void brokenFramesAreRefusedWith1002() throws IOException {
        refused(1002, RawPeer.frame(RawPeer.BINARY, true, false, new byte[] {1})); // not masked
        refused(1002, RawPeer.frame(3, true, true, new byte[] {1})); // no such opcode
        refused(1002, RawPeer.frame(RawPeer.CONTINUATION, true, true, new byte[] {1})); // of what
        refused(1002, RawPeer.frame(RawPeer.PING, false, true, new byte[] {1})); // a ping in parts
        refused(1002, new byte[] {(byte) 0xC2, (byte) 0x81, 1, 2, 3, 4, 9}); // says it is compressed
    }

    @Test
    void messageInPartsIsPutTogether() throws IOException {
        try (var peer = RawPeer.upgraded(port)) {
            var receiver = opened();
            var whole = new byte[65_535];
            new Random(1).nextBytes(whole);
            peer.frame(RawPeer.BINARY, false, new byte[0]);
            peer.frame(RawPeer.CONTINUATION, false, Arrays.copyOf(whole, 1));
            peer.frame(RawPeer.PING, true, "between".getBytes());
            peer.frame(RawPeer.CONTINUATION, false, Arrays.copyOfRange(whole, 1, 30_000));
            peer.frame(RawPeer.CONTINUATION, true, Arrays.copyOfRange(whole, 30_000, whole.length));
            waiting.until("message", () -> receiver.messages() == 1);
            assertThat(receiver.last()).isEqualTo(whole);
            var pong = peer.read();
            assertThat(pong.opcode()).isEqualTo(RawPeer.PONG);
            assertThat(pong.payload()).isEqualTo("between".getBytes());
        }
    }

    @Test
    void closeIsAnsweredAndIsClean() throws IOException {
        try (var peer = RawPeer.upgraded(port)) {
            var receiver = opened();
            peer.frame(RawPeer.CLOSE, true, new byte[] {3, (byte) 0xE8});
            assertThat(peer.read().closeCode()).isEqualTo(1000);
            assertThat(peer.readByte()).isEqualTo(-1);
            awaitEnd(receiver, "");
        }
    }

    @Test
    void closeForTroubleAtTheOtherEndIsNotClean() throws IOException {
        try (var peer = RawPeer.upgraded(port)) {
            var receiver = opened();
            peer.frame(RawPeer.CLOSE, true, new byte[] {3, (byte) 0xF3, 'o', 'h'}); // 1011
            awaitEnd(receiver, "LOST");
        }
    }

    @Test
    void streamThatEndsWithoutCloseIsLost() throws IOException {
        var peer = RawPeer.upgraded(port);
        var receiver = opened();
        peer.write(new byte[] {(byte) 0x82, (byte) 0x85, 1});
        peer.close();
        awaitEnd(receiver, "LOST");
        assertThat(receiver.messages()).isZero();
    }

    @Test
    void anotherPathOrNoUpgradeOrAnotherSubProtocolIsTurnedAwayWithNothingMore() throws IOException {
        turnedAway("HTTP/1.1 404 ", "GET /other HTTP/1.1", "Sec-WebSocket-Protocol: osier.1");
        turnedAway("HTTP/1.1 404 ", "GET /mesh/more HTTP/1.1", "Sec-WebSocket-Protocol: osier.1");
        turnedAway("HTTP/1.1 404 ", "GET / HTTP/1.1");
        turnedAway("HTTP/1.1 400 ", "GET /mesh HTTP/1.1");
        turnedAway("HTTP/1.1 400 ", "GET /mesh HTTP/1.1", "Sec-WebSocket-Protocol: chat, osier.2");
        turnedAway("HTTP/1.1 426 ", "POST /mesh HTTP/1.1", "Content-Length: 0");
    }

    private void turnedAway(String status, String line, String... fields) throws IOException {
        try (var peer = new RawPeer(port)) {
            var answer = peer.request(line, fields);
            assertThat(answer).startsWith(status).doesNotContainIgnoringCase("jetty");
            assertThat(peer.readByte()).isEqualTo(-1);
        }
        awaitEnd(accepted(), "LOST");
    }

    /** Goal: bytes that are no HTTP end the connection, and nobody else's. Method: random ones, from seeds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void garbageIsTurnedAway(long seed) throws IOException {
        try (var peer = new RawPeer(port)) {
            var garbage = new byte[10_000];
            new Random(seed).nextBytes(garbage);
            try {
                peer.write(garbage);
                while (peer.readByte() >= 0) {}
            } catch (IOException reset) {
                // As good as an end.
            }
            awaitEnd(accepted(), "LOST");
        }
        messageInPartsIsPutTogether();
    }

    @Test
    void compressionThatIsOfferedIsNotTaken() throws IOException {
        try (var peer = new RawPeer(port)) {
            var answer = peer.request(
                    "GET /mesh HTTP/1.1",
                    "Sec-WebSocket-Protocol: chat, osier.1",
                    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
            assertThat(answer)
                    .startsWith("HTTP/1.1 101 ")
                    .contains("Sec-WebSocket-Protocol: osier.1")
                    .doesNotContain("Extensions");
        }
    }

    /** Goal: silence holds no door. Method: more silent connections than there are places; the oldest goes. */
    @Test
    void silentConnectionsAreBounded() throws IOException {
        List<RawPeer> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 65; i++) silent.add(new RawPeer(port));
            waiting.until("all were asked for", () -> accepted.size() == 65);
            awaitEnd(accepted(), "LOST");
            assertThat(silent.stream().filter(HostilePeerTest::isClosed).count())
                    .isEqualTo(1);
            try (var peer = RawPeer.upgraded(port)) {
                peer.frame(RawPeer.BINARY, true, new byte[] {1});
                waiting.until("others come in", () -> accepted.stream().anyMatch(r -> r.messages() == 1));
            }
        } finally {
            for (var peer : silent) peer.close();
        }
    }

    private static boolean isClosed(RawPeer peer) {
        try {
            peer.timeout(1);
            return peer.readByte() < 0;
        } catch (IOException silence) {
            return false;
        }
    }

    /** Goal: a ping costs one answer that the other end must take. Method: many pings, and nobody reads. */
    @Test
    void pingsOfAnEndThatDoesNotReadAreNotPiledUp() throws Exception {
        var peer = RawPeer.upgraded(port);
        try {
            var receiver = opened();
            peer.timeout(200);
            var pings = new ByteArrayOutputStream();
            for (int i = 0; i < 1_000; i++) pings.writeBytes(RawPeer.frame(RawPeer.PING, true, true, new byte[125]));
            var writer = new Thread(() -> {
                try {
                    for (int i = 0; i < 1_000; i++) peer.write(pings.toByteArray());
                } catch (IOException closed) {
                    // By the end of this test.
                }
            });
            writer.setDaemon(true);
            writer.start();
            writer.join(1_000);
            assertThat(writer.isAlive()).as("the writer is held back").isTrue();
            assertThat(receiver.isClosed()).isFalse();
        } finally {
            peer.close();
        }
    }
}
