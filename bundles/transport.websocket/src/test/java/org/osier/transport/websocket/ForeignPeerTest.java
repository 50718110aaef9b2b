package org.osier.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.testkit.RecordingReceiver;
import org.osier.transport.Connection;
import org.osier.transport.TransportException;

/** WebSocket as others speak it: the package ws of Node, as client and as server, well-behaved and not. */
@Timeout(90)
class ForeignPeerTest extends WebSocketFixture {
    private Node node;

    @BeforeAll
    static void install() throws Exception {
        Node.install();
    }

    @AfterEach
    void end() {
        if (node != null) node.close();
    }

    /** @return its receiver, opened */
    private RecordingReceiver client(String word) throws Exception {
        return client(word, Sessions.SUB_PROTOCOL);
    }

    private RecordingReceiver client(String word, String protocol) throws Exception {
        var address = listenEchoing();
        node = new Node(waiting, "client.js", address.toString(), protocol, word);
        assertThat(node.says("open")).isEqualTo("osier.1 extensions=");
        var receiver = accepted();
        waiting.until("opened", receiver::isOpened);
        return receiver;
    }

    private URI listenEchoing() throws TransportException {
        return transport
                .listen(URI.create("ws://127.0.0.1:0/mesh"), remote -> {
                    var echo = watched(new RecordingReceiver(waiting) {
                        @Override
                        protected void onMessage(Connection connection, byte[] message) {
                            connection.send(ByteBuffer.wrap(message));
                        }
                    });
                    accepted.add(echo);
                    waiting.changed();
                    return Optional.of(echo);
                })
                .address();
    }

    private RecordingReceiver server(String word) throws Exception {
        node = new Node(waiting, "server.js", word);
        return dial(URI.create("ws://127.0.0.1:" + node.says("port") + "/mesh"));
    }

    @Test
    void clientGetsEveryMessageBackAndCompressesNothing() throws Exception {
        var receiver = client("echo");
        assertThat(node.says("echoes")).isEqualTo("16 true");
        assertThat(node.says("close")).isEqualTo("1000");
        awaitEnd(receiver, "");
    }

    @Test
    void clientMaySendMessageInParts() throws Exception {
        var receiver = client("parts");
        assertThat(node.says("echo")).isEqualTo("20");
        awaitEnd(receiver, "");
    }

    @Test
    void clientThatPingsIsAnswered() throws Exception {
        client("ping");
        assertThat(node.says("pong")).isEqualTo("are you there");
    }

    @Test
    void clientThatSendsTextIsToldSo() throws Exception {
        var receiver = client("text");
        assertThat(node.says("close")).isEqualTo("1003");
        awaitEnd(receiver, "PROTOCOL");
    }

    /** It may be writing still, and then learn of the end before it has read why. */
    @Test
    void clientThatSendsHugeFrameIsClosed() throws Exception {
        var receiver = client("huge");
        assertThat(node.says("close")).isIn("1009", "1006");
        awaitEnd(receiver, "PROTOCOL");
        assertThat(receiver.messages()).isZero();
    }

    @Test
    void clientThatSendsGarbageIsClosed() throws Exception {
        var receiver = client("garbage");
        assertThat(node.says("close")).isIn("1002", "1006");
        awaitEnd(receiver, "PROTOCOL");
    }

    @Test
    void clientThatVanishesIsLost() throws Exception {
        awaitEnd(client("sudden"), "LOST");
    }

    @Test
    void clientOfAnotherProtocolIsTurnedAway() throws Exception {
        node = new Node(waiting, "client.js", listenEchoing().toString(), "chat", "echo");
        assertThat(node.says("answer")).isEqualTo("400");
    }

    /** Goal: a reader that does not keep up holds us back, and gets everything when it goes on. */
    @Test
    void clientThatReadsSlowlyHoldsUsBack() throws Exception {
        slow(client("slow"));
    }

    @Test
    void serverThatReadsSlowlyHoldsUsBack() throws Exception {
        var dialled = server("slow");
        waiting.until("opened", dialled::isOpened);
        slow(dialled);
    }

    private void slow(RecordingReceiver receiver) throws Exception {
        int sent = 0;
        for (boolean free = true; free; sent++) free = receiver.send(new byte[65_000]);
        int held = sent;
        node.goOn();
        waiting.until("free again", () -> receiver.writables() > 0);
        receiver.send(new byte[] {(byte) 255});
        assertThat(node.says("last")).isEqualTo("" + (held + 1));
    }

    @Test
    void serverAnswersAndIsNotAskedToCompress() throws Exception {
        var dialled = server("echo");
        waiting.until("opened", dialled::isOpened);
        assertThat(node.says("open")).isEqualTo("osier.1 extensions=");
        for (int size : new int[] {1, 125, 126, 65_534, 65_535}) {
            int before = dialled.messages();
            dialled.send(new byte[size]);
            waiting.until("echo", () -> dialled.messages() == before + 1);
            assertThat(dialled.last()).hasSize(size);
        }
        dialled.connection().close();
        assertThat(node.says("close")).isEqualTo("1000");
        awaitEnd(dialled, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "huge", "garbage"})
    void serverThatBreaksTheRulesIsLeft(String word) throws Exception {
        awaitEnd(server(word), "PROTOCOL");
        assertThat(node.says("close")).isIn("1002", "1003", "1009", "1006");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sudden", "overload"})
    void serverThatGoesIsLost(String word) throws Exception {
        awaitEnd(server(word), "LOST");
    }

    @Test
    void serverThatDoesNotKnowTheMeshIsNotTakenForIt() throws Exception {
        var dialled = server("noprotocol");
        awaitEnd(dialled, "PROTOCOL");
        assertThat(dialled.isOpened()).isFalse();
    }
}
