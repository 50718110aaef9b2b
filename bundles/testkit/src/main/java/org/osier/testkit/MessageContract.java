package org.osier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osier.transport.Connection;

/** The part of {@link TransportContract} about messages on their way. */
abstract class MessageContract extends DialContract {
    private static final int ORDERED_MESSAGES = 200_000;

    /** Far more than two sockets hold. */
    private static final int FLOOD_MESSAGES = 512;

    @Test
    void messagesOfEverySizeComeBackAsTheyWere() {
        var dialled = receiver();
        connect(dialled, echo());
        var sizes = new TreeSet<Integer>();
        for (int size = 1; size <= 300; size++) sizes.add(size);
        for (int power = 256; power <= 65_536; power *= 2)
            sizes.addAll(Arrays.asList(power - 2, power - 1, power, power + 1));
        sizes.add(dialled.connection().maxMessageBytes());
        int count = 0;
        for (int size : sizes.headSet(dialled.connection().maxMessageBytes(), true)) {
            dialled.send(pattern(size));
            int expected = ++count;
            await("echo of " + size + " bytes", () -> dialled.messages() == expected);
            assertThat(dialled.last()).isEqualTo(pattern(size));
        }
    }

    /**
     * Goal: messages leave in the order of the calls. Method: the sender's role moves under one lock between a caller's
     * thread and the transport's own; numbers tell what overtook what.
     */
    @Test
    void orderIsKeptWhenTheSendingThreadChanges() {
        streamsOnly();
        var accepted = watched(new Ordered() {
            @Override
            protected void onMessage(Connection connection, byte[] message) {
                super.onMessage(connection, message);
                if (messages() % 3 == 0) connection.send(ByteBuffer.wrap(new byte[8]));
            }
        });
        var lock = new Object();
        var sent = new AtomicInteger();
        var dialled = watched(new RecordingReceiver(waiting) {
            @Override
            protected void onMessage(Connection connection, byte[] message) {
                synchronized (lock) {
                    if (sent.get() < ORDERED_MESSAGES) send(number(sent.getAndIncrement()));
                }
            }
        });
        connect(dialled, accepted);
        while (sent.get() < ORDERED_MESSAGES) {
            synchronized (lock) {
                if (sent.get() < ORDERED_MESSAGES) dialled.send(number(sent.getAndIncrement()));
            }
            // Bounds what is under way: this sender does not look at the answer of send.
            if (sent.get() % 500 == 0) await("receiver keeps up", () -> sent.get() - accepted.messages() < 5_000);
        }
        await("all arrived", () -> accepted.messages() == ORDERED_MESSAGES);
        assertThat(accepted.outOfOrder.get()).isZero();
    }

    /**
     * Goal: back-pressure begins and ends. Method: the reader stops before the first message, the sender sends
     * whenever it may, more than any wire holds; then the reader goes on.
     */
    @Test
    void readerThatStopsHoldsTheSenderBackUntilItGoesOn() {
        streamsOnly();
        var accepted = watched(new Ordered() {
            @Override
            protected void onOpened(Connection connection) {
                connection.reading(false);
            }
        });
        var dialled = watched(new Sender(FLOOD_MESSAGES, 65_000));
        connect(dialled, accepted);
        dialled.begin();
        await("the sender is told to wait", () -> !dialled.isFree());
        assertThat(accepted.messages()).isLessThanOrEqualTo(2);
        accepted.connection().reading(true);
        await("all arrived", () -> accepted.messages() == FLOOD_MESSAGES);
        assertThat(accepted.outOfOrder.get()).isZero();
        await("the wire is free again", dialled::isFree);
    }

    /**
     * Goal: after stopping in the middle at most 64 KiB come. Method: stop inside a message, look again after an echo.
     */
    @Test
    void littleIsDeliveredAfterReadingStopped() {
        streamsOnly();
        var accepted = watched(new Ordered() {
            @Override
            protected void onMessage(Connection connection, byte[] message) {
                super.onMessage(connection, message);
                if (messages() == 10) connection.reading(false);
            }
        });
        var dialled = watched(new Sender(FLOOD_MESSAGES, 16_384));
        connect(dialled, accepted);
        dialled.begin();
        await("the reader stopped", () -> accepted.messages() >= 10);
        roundTripElsewhere();
        assertThat((accepted.messages() - 10) * 16_384).isLessThanOrEqualTo(65_536);
        accepted.connection().reading(true);
        await("all arrived", () -> accepted.messages() == FLOOD_MESSAGES);
    }

    /**
     * Goal: writable is never lost, however the end of a write and the return of send race. Method: many lone messages
     * from a caller's thread, each waits for the wire to be free; a lost call ends in a timeout.
     */
    @Test
    void writableFollowsEveryFalse() {
        streamsOnly();
        var accepted = watched(new Ordered());
        var dialled = watched(new Sender(0, 4));
        connect(dialled, accepted);
        for (int i = 0; i < 20_000; i++) {
            dialled.sendNumber(i);
            if (!dialled.isFree()) await("writable after message", dialled::isFree);
        }
        await("all arrived", () -> accepted.messages() == 20_000);
        assertThat(accepted.outOfOrder.get()).isZero();
    }

    /** Goal: no message is forgotten between two wake-ups. Method: two in a row at changing distance, then silence. */
    @Test
    void messageSentWhileAnotherIsWrittenArrives() {
        streamsOnly();
        var accepted = watched(new Ordered());
        var dialled = receiver();
        connect(dialled, accepted);
        for (int i = 0; i < 10_000; i++) {
            int sent = 2 * i + 2;
            dialled.send(number(sent - 2));
            for (int spin = i % 200; spin > 0; spin--) Thread.onSpinWait();
            dialled.send(number(sent - 1));
            await("pair arrived", () -> accepted.messages() == sent);
        }
        assertThat(accepted.outOfOrder.get()).isZero();
    }

    /** Goal: writable is never called inside send. Method: send on the transport's thread whatever the answer is. */
    @Test
    void senderThatDoesNotWaitIsNotInterrupted() {
        streamsOnly();
        var accepted = watched(new Ordered());
        var dialled = watched(new RecordingReceiver(waiting) {
            @Override
            protected void onMessage(Connection connection, byte[] message) {
                for (int i = 0; i < FLOOD_MESSAGES; i++) send(numbered(i, 30_000));
            }
        });
        connect(dialled, accepted);
        accepted.send(number(0));
        await("all arrived", () -> accepted.messages() == FLOOD_MESSAGES);
        assertThat(accepted.outOfOrder.get()).isZero();
    }

    final void roundTripElsewhere() {
        var dialled = receiver();
        connect(dialled, echo());
        dialled.send(number(0));
        await("echo on another connection", () -> dialled.messages() == 1);
    }

    /** Bytes that differ from their neighbours, and from those of another size. */
    static byte[] pattern(int size) {
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = (byte) (i * 31 + size);
        return bytes;
    }

    private static byte[] numbered(int value, int size) {
        return ByteBuffer.allocate(size).putInt(0, value).array();
    }

    /** Expects numbers from 0 on. */
    private class Ordered extends RecordingReceiver {
        final AtomicInteger outOfOrder = new AtomicInteger();

        Ordered() {
            super(waiting);
        }

        @Override
        protected void onMessage(Connection connection, byte[] message) {
            if (ByteBuffer.wrap(message).getInt() != messages() - 1) outOfOrder.incrementAndGet();
        }
    }

    /** Sends numbered messages as the node does: never while the wire is not free, and goes on inside writable. */
    private final class Sender extends RecordingReceiver {
        private final int count;
        private final int size;
        private int next;
        private boolean free = true;

        Sender(int count, int size) {
            super(waiting);
            this.count = count;
            this.size = size;
        }

        synchronized boolean isFree() {
            return free;
        }

        synchronized void sendNumber(int value) {
            free = send(numbered(value, size));
        }

        synchronized void begin() {
            while (free && next < count) sendNumber(next++);
        }

        @Override
        protected synchronized void onWritable() {
            free = true;
            begin();
        }
    }
}
