package org.osier.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.testkit.FaultyReceiver;
import org.osier.testkit.RecordingReceiver;

/** Whoever reaches a wire can send anything, or not read: each has a clear end, and others notice nothing. */
@Timeout(30)
class HostileWiresTest extends WiresFixture {
    @Test
    void lengthZeroBreaksTheProtocol() throws Exception {
        stranger(0, 1, 42, 0, 0, 0, 1, 42);
        var receiver = accepted();
        awaitEnd(receiver, "PROTOCOL");
        assertThat(receiver.messages()).isEqualTo(1);
    }

    @Test
    void anEndInsideAMessageOrItsLengthIsALoss() throws Exception {
        for (var half : new int[][] {{0, 10, 1, 2, 3}, {7}}) {
            var stranger = stranger(half);
            var receiver = accepted();
            stranger.close();
            awaitEnd(receiver, "LOST");
            assertThat(receiver.messages()).isZero();
        }
    }

    @Test
    void anEndBetweenMessagesIsClean() throws Exception {
        var stranger = stranger(0, 1, 42);
        stranger.close();
        var receiver = accepted();
        awaitEnd(receiver, "");
        assertThat(receiver.messages()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsResetIsLost() throws Exception {
        var stranger = stranger(0, 1, 42);
        var receiver = accepted();
        waiting.until("message", () -> receiver.messages() == 1);
        stranger.setOption(StandardSocketOptions.SO_LINGER, 0);
        stranger.close();
        awaitEnd(receiver, "LOST");
    }

    /** Goal: garbage is messages to somebody, or an end. Method: seeded random bytes. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void garbageEndsWithoutHarm(long seed) throws Exception {
        var garbage = new byte[300_000];
        new Random(seed).nextBytes(garbage);
        var stranger = stranger();
        var receiver = accepted();
        stranger.write(ByteBuffer.wrap(garbage));
        stranger.shutdownOutput();
        waiting.until("closed, seed " + seed, receiver::isClosed);
        assertThat(receiver.end()).as("seed %d", seed).isIn("PROTOCOL", "LOST", "");
    }

    /** Goal: silence costs nobody else anything. Method: many half-sent messages, then one that is whole. */
    @Test
    void halfMessagesDoNotDisturbOthers() throws Exception {
        for (int i = 0; i < 20; i++) {
            stranger(0xFF, 0xFF, 1);
            accepted();
        }
        stranger(0, 1, 5);
        var receiver = accepted();
        waiting.until("message", () -> receiver.messages() == 1);
    }

    /**
     * Goal: who does not read costs a bounded amount of memory. Method: a sender that does not wait, which no node is; in
     * the end it is the connection that goes.
     */
    @Test
    void whatWaitsForAReaderThatDoesNotReadIsBounded() throws Exception {
        stranger();
        var receiver = accepted();
        int sent = 0;
        while (!receiver.isClosed() && sent++ < 2_000) receiver.send(new byte[65_000]);
        awaitEnd(receiver, "LOST");
        assertThat(sent * 65_000L).isGreaterThan(Outbox.MOST_BYTES);
    }

    /** Goal: unread bytes at the end that closes do not cost the other end what was sent to it. Method: TCP would. */
    @Test
    void closeIsNoResetForTheOtherEnd() throws Exception {
        var stranger = stranger();
        var receiver = accepted();
        receiver.connection().reading(false);
        stranger.write(ByteBuffer.allocate(100_000));
        for (int i = 0; i < 20; i++) receiver.send(new byte[10_000]);
        receiver.connection().close();
        var read = ByteBuffer.allocate(300_000);
        while (stranger.read(read) >= 0) continue;
        assertThat(read.position()).isEqualTo(20 * 10_002);
        stranger.close();
        awaitEnd(receiver, "");
    }

    /** Goal: ends that never close hold no more than so many connections. Method: one more; only the oldest ends. */
    @Test
    void closedConnectionsWhoseOtherEndStaysAreBounded() throws Exception {
        List<RecordingReceiver> closed = new ArrayList<>();
        for (int i = 0; i <= Wires.MOST_LINGERING; i++) {
            stranger();
            var receiver = accepted();
            receiver.send(new byte[1]);
            receiver.connection().close();
            closed.add(receiver);
        }
        waiting.until("one has ended", () -> closed.stream().anyMatch(RecordingReceiver::isClosed));
        assertThat(closed.stream().filter(RecordingReceiver::isClosed)).hasSize(1);
    }

    /** Goal: a fault of a receiver ends its connection only. Method: throw inside each call, then use another one. */
    @ParameterizedTest
    @ValueSource(strings = {"opened", "message", "writable"})
    void aReceiverThatThrowsLosesItsConnection(String call) throws Exception {
        var faulty = new FaultyReceiver(waiting, call);
        var other = watched(new RecordingReceiver(waiting));
        wires.dial(ANY, within(TEN_SECONDS), faulty, () -> Wire.of(stranger(), ANY, ANY));
        var end = accepted();
        waiting.until("opened", faulty::isOpened);
        if (call.equals("message")) end.send(new byte[1]);
        if (call.equals("writable")) faulty.send(new byte[1]);
        awaitEnd(faulty, "LOST");
        wires.dial(ANY, within(TEN_SECONDS), other, () -> Wire.of(stranger(), ANY, ANY));
        accepted().send(new byte[1]);
        waiting.until("message", () -> other.messages() == 1);
    }
}
