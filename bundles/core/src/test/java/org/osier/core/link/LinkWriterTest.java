package org.osier.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.core.crypto.BadTagException;
import org.osier.core.link.rules.FrameType;
import org.osier.transport.Connection;

/** Goal: what waits leaves as few records, in order, from whichever thread; nothing is forgotten and nothing blocks. */
@Timeout(60)
class LinkWriterTest {
    private final TestCiphers ciphers = TestCiphers.make();
    private final FrameQueue queue = new FrameQueue();
    private final Wire wire = new Wire();
    private final LinkWriter writer =
            new LinkWriter(wire, new StreamCarriage(ciphers.sealer(), ciphers.opener()), queue, new Buffers());

    /** A connection that opens what it gets, in the order in which it gets it. */
    private final class Wire implements Connection {
        final List<List<Integer>> records = new ArrayList<>(); // the first int of each frame's payload
        final AtomicInteger inside = new AtomicInteger();
        volatile boolean free = true;
        volatile boolean closed;
        Runnable duringSend = () -> {};

        @Override
        public boolean send(ByteBuffer message) {
            assertThat(inside.incrementAndGet()).as("senders at once").isEqualTo(1);
            try {
                var bytes = new byte[message.remaining()];
                message.get(bytes);
                var frames = new byte[bytes.length];
                int length = ciphers.opener().open(bytes, 0, bytes.length, frames);
                var in = ByteBuffer.wrap(frames, 0, length);
                var record = new ArrayList<Integer>();
                while (in.hasRemaining()) {
                    int end = in.position() + 4 + in.getInt();
                    int type = in.get();
                    record.add(type == FrameType.CLOSE ? -1 : in.getInt());
                    in.position(end);
                }
                records.add(record);
                duringSend.run();
                return free;
            } catch (BadTagException e) {
                throw new AssertionError("records out of order", e);
            } finally {
                inside.decrementAndGet();
            }
        }

        @Override
        public URI local() {
            return URI.create("test://a:1");
        }

        @Override
        public URI remote() {
            return URI.create("test://b:1");
        }

        @Override
        public int maxMessageBytes() {
            return 65_535;
        }

        @Override
        public void reading(boolean on) {}

        @Override
        public void close() {
            closed = true;
        }
    }

    private void put(int number) {
        queue.offer(FrameType.PING, ByteBuffer.allocate(8).putInt(0, number));
    }

    private void putAndFlush(int number) {
        put(number);
        writer.flush();
    }

    @Test
    void aLoneFrameLeavesOnItsCallersThread() {
        putAndFlush(1);
        assertThat(wire.records).containsExactly(List.of(1));
    }

    @Test
    void whileTheWireIsBusyEverythingWaitsAndLeavesAsOneRecord() {
        wire.free = false;
        putAndFlush(1);
        for (int i = 2; i <= 5; i++) putAndFlush(i);
        assertThat(wire.records).containsExactly(List.of(1));

        wire.free = true;
        writer.writable();

        assertThat(wire.records).containsExactly(List.of(1), List.of(2, 3, 4, 5));
    }

    @Test
    void whatComesWhileARecordIsSentFollowsAtOnce() {
        wire.duringSend = () -> {
            if (wire.records.size() < 4) putAndFlush(wire.records.size());
        };
        putAndFlush(0);
        assertThat(wire.records).containsExactly(List.of(0), List.of(1), List.of(2), List.of(3));
    }

    @Test
    void aWireThatIsFreeAgainBeforeSendReturnsIsNotForgotten() {
        wire.free = false;
        wire.duringSend = () -> {
            if (wire.records.size() == 1) {
                put(2);
                writer.writable();
            }
        };
        putAndFlush(1);
        assertThat(wire.records).hasSizeBetween(1, 2);
        wire.duringSend = () -> {};
        writer.writable();
        assertThat(wire.records).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void whatAReaderCausesLeavesWhenItsRecordIsDone() {
        writer.reading();
        putAndFlush(1);
        putAndFlush(2);
        assertThat(wire.records).isEmpty();

        writer.readingDone();

        assertThat(wire.records).containsExactly(List.of(1, 2));
    }

    @Test
    void aRecordIsNeverLongerThanTheWireTakes() {
        wire.free = false;
        putAndFlush(0);
        for (int i = 1; i <= 10_000; i++) put(i);
        wire.free = true;
        writer.writable();

        assertThat(wire.records.stream().mapToInt(List::size).max()).hasValue(65_519 / 13);
        assertThat(wire.records.stream().mapToInt(List::size).sum()).isEqualTo(10_001);
    }

    @Test
    void aCloseLeavesAlthoughTheWireIsBusyAndThenNothing() {
        wire.free = false;
        putAndFlush(1);
        putAndFlush(2);
        queue.offer(FrameType.CLOSE, ByteBuffer.allocate(1));

        writer.stop();

        assertThat(wire.records).containsExactly(List.of(1), List.of(-1));
        assertThat(wire.closed).isTrue();
        putAndFlush(3);
        writer.writable();
        writer.stop();
        assertThat(wire.records).hasSize(2);
    }

    /** Method: threads put numbered frames of their own while another thread stops and frees the wire. */
    @Test
    void ofManyThreadsEachKeepsItsOrderAndNoFrameIsLeftBehind() throws Exception {
        int threads = 4;
        int each = 3_000;
        var done = new CountDownLatch(threads);
        var random = new java.util.Random(1);
        wire.duringSend = () -> wire.free = random.nextInt(4) > 0;
        for (int t = 0; t < threads; t++) {
            int base = t * each;
            new Thread(() -> {
                        for (int i = 0; i < each; i++) putAndFlush(base + i);
                        done.countDown();
                    })
                    .start();
        }
        while (!done.await(50, TimeUnit.MICROSECONDS)) writer.writable();
        for (int i = 0; i < 50 || !queue.isEmpty(); i++) writer.writable();

        var all = wire.records.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(threads * each);
        var last = new int[threads];
        for (int number : all) {
            int thread = number / each;
            assertThat(number % each).as("next of thread %d", thread).isEqualTo(last[thread]++);
        }
    }
}
