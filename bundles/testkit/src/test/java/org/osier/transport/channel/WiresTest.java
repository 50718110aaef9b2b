package org.osier.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.testkit.RecordingReceiver;
import org.osier.transport.TransportException;

/** What {@code TransportContract} does not ask of every transport: openers that fail, and channels that are no sockets. */
@Timeout(30)
class WiresTest extends WiresFixture {
    @Test
    void whatAnOpenerThrowsIsHowTheDialEnds() {
        awaitEnd(
                dial(() -> {
                    throw refusal();
                }),
                "BAD_ADDRESS");
        awaitEnd(
                dial(() -> {
                    throw new IOException("nobody is there");
                }),
                "REFUSED");
        awaitEnd(
                dial(() -> {
                    throw new UnknownHostException("nowhere");
                }),
                "NO_ROUTE");
        awaitEnd(
                dial(() -> {
                    throw new IllegalStateException("a fault");
                }),
                "REFUSED");
    }

    /** Goal: a dial ends in time, whatever its opener does. Method: one that heeds no interrupt, and opens too late. */
    @Test
    void anOpenerThatIsLateOpensForNobody() throws Exception {
        var late = new CountDownLatch(1);
        var channel = Pipe.open();
        var receiver = watched(new RecordingReceiver(waiting));
        wires.dial(ANY, within(Duration.ofMillis(20)), receiver, () -> {
            awaitInSpiteOfInterrupts(late);
            return Wire.of(channel.source(), channel.sink(), ANY, ANY);
        });
        waiting.until("given up", receiver::isClosed);
        assertThat(receiver.end()).isEqualTo("TIMEOUT");
        late.countDown();
        wires.stop();
        assertThat(receiver.isOpened()).isFalse();
        assertThat(channel.source().isOpen()).isFalse();
        assertThat(channel.sink().isOpen()).isFalse();
    }

    /** Goal: no file to be had for a moment is no end of a listener. Method: an opener that fails, then opens. */
    @Test
    void aListenerGoesOnAfterAFailure() throws Exception {
        BlockingQueue<Opener> next = new LinkedBlockingQueue<>();
        next.add(() -> {
            throw new IOException("too many open files");
        });
        next.add(() -> Wire.of(stranger(), ANY, ANY));
        next.add(() -> {
            throw new ClosedChannelException();
        });
        var receiver = watched(new RecordingReceiver(waiting));
        wires.listen(ANY, remote -> Optional.of(receiver), () -> next.take().open(), () -> {});
        waiting.until("opened", receiver::isOpened);
    }

    @Test
    void afterTheStopNobodyListensOrDials() {
        wires.stop();
        var closed = new CountDownLatch(1);
        assertThatThrownBy(() -> wires.listen(ANY, remote -> Optional.empty(), WiresTest::nothing, closed::countDown))
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e -> assertThat(e.kind()).isEqualTo(TransportException.Kind.NOT_PERMITTED));
        assertThat(closed.getCount()).isZero();
        awaitEnd(dial(WiresTest::nothing), "NO_ROUTE");
    }

    /** Goal: a channel for each direction will do. Method: two pipes, which close by half. */
    @Test
    void aPairOfChannelsIsAWireToo() throws Exception {
        var there = Pipe.open();
        var back = Pipe.open();
        var one = dial(() -> Wire.of(back.source(), there.sink(), ANY, ANY));
        var other = dial(() -> Wire.of(there.source(), back.sink(), ANY, ANY));
        waiting.until("opened", () -> one.isOpened() && other.isOpened());
        other.send(new byte[] {1, 2});
        for (int i = 0; i < 100; i++) one.send(new byte[10_000]);
        one.connection().close();
        waiting.until("both ended", () -> one.isClosed() && other.isClosed());
        assertThat(other.messages()).isEqualTo(100);
        assertThat(one.end()).isEmpty();
        assertThat(other.end()).isEmpty();
    }

    /** Goal: the end is told though a read goes on. Method: a channel whose close ends none. */
    @Test
    void aReadThatDoesNotEndHoldsUpNobody() {
        var released = new CountDownLatch(1);
        var receiver = dial(() -> Wire.of(new Deaf(released), ANY, ANY));
        waiting.until("opened", receiver::isOpened);
        receiver.send(new byte[1]);
        receiver.connection().close();
        awaitEnd(receiver, "");
        released.countDown();
    }

    @Test
    void aMessageHasALength() throws Exception {
        stranger();
        var connection = accepted().connection();
        for (int length : new int[] {0, 65_536}) {
            assertThatThrownBy(() -> connection.send(ByteBuffer.allocate(length)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got " + length);
        }
    }

    @Test
    void aChannelThatDoesNotBlockIsNoWire() throws Exception {
        try (var channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            assertThatThrownBy(() -> Wire.of(channel, ANY, ANY)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private RecordingReceiver dial(Opener opener) {
        var receiver = watched(new RecordingReceiver(waiting));
        wires.dial(ANY, within(TEN_SECONDS), receiver, opener);
        return receiver;
    }

    private static Wire nothing() throws IOException {
        throw new IOException("not asked for");
    }

    private static void awaitInSpiteOfInterrupts(CountDownLatch latch) {
        for (boolean waits = true; waits; ) {
            try {
                latch.await();
                waits = false;
            } catch (InterruptedException e) {
                // This is the point of it.
            }
        }
    }

    /** Takes all, gives nothing, and hears nothing. */
    private record Deaf(CountDownLatch released) implements ByteChannel {
        @Override
        public int read(ByteBuffer into) {
            awaitInSpiteOfInterrupts(released);
            return -1;
        }

        @Override
        public int write(ByteBuffer bytes) {
            int taken = bytes.remaining();
            bytes.position(bytes.limit());
            return taken;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
