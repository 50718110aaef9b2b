package org.osier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.transport.Acceptor;
import org.osier.transport.Connection;

/**
 * What every transport promises, as tests. A transport's own test extends this class, says how to open and stop one,
 * and adds what only its carrier knows: hostile bytes on the wire. Every receiver is watched: calls never overlap,
 * closed comes once and last, buffers may be overwritten. Here: the end of connections and of the transport.
 */
@Timeout(60)
public abstract class TransportContract extends MessageContract {
    private static final int ROUNDS = 100;
    private static final long THREAD_END_MS = 2_000;

    @Test
    void closeEndsBothEndsCleanly() {
        streamsOnly();
        var dialled = receiver();
        var accepted = receiver();
        connect(dialled, accepted);
        dialled.connection().close();
        dialled.connection().close();
        dialled.send(number(1));
        await("both closed", () -> dialled.isClosed() && accepted.isClosed());
        assertThat(dialled.end()).isEmpty();
        assertThat(accepted.end()).isEmpty();
        assertThat(accepted.messages()).isZero();
        dialled.connection().close();
        dialled.connection().reading(false);
        assertThat(dialled.send(number(2))).isTrue();
    }

    @Test
    void closeFlushesWhatWasTaken() {
        streamsOnly();
        var dialled = receiver();
        var accepted = receiver();
        connect(dialled, accepted);
        for (int i = 0; i < 100; i++) dialled.send(pattern(32_000 + i));
        dialled.connection().close();
        await("both closed", () -> dialled.isClosed() && accepted.isClosed());
        assertThat(accepted.messages()).isEqualTo(100);
        assertThat(accepted.last()).isEqualTo(pattern(32_099));
        assertThat(accepted.end()).isEmpty();
    }

    /**
     * Goal: unread bytes at the closing end do not cost the other end what was sent to it. Method: neither end reads,
     * both send, one closes with more on its way than the other end can hold; then the other reads.
     */
    @Test
    void closeFlushesEvenWhenTheClosingEndHasUnreadBytes() {
        streamsOnly();
        var dialled = watched(new Reluctant());
        var accepted = watched(new Reluctant());
        connect(dialled, accepted);
        accepted.send(pattern(10_000));
        for (int i = 0; i < 60; i++) dialled.send(pattern(10_000));
        roundTripElsewhere();
        dialled.connection().close();
        roundTripElsewhere();
        accepted.connection().reading(true);
        await("both closed", () -> dialled.isClosed() && accepted.isClosed());
        assertThat(accepted.messages()).isEqualTo(60);
    }

    @Test
    void connectionMayBeClosedInsideItsCallbacks() {
        streamsOnly();
        var closesWhenOpened = watched(new RecordingReceiver(waiting) {
            @Override
            protected void onOpened(Connection connection) {
                connection.close();
            }
        });
        var other = receiver();
        dial(listen(remote -> Optional.of(other)).address(), closesWhenOpened);
        await("both closed", () -> closesWhenOpened.isClosed() && other.isClosed());

        var closesAtFirstMessage = watched(new RecordingReceiver(waiting) {
            @Override
            protected void onMessage(Connection connection, byte[] message) {
                connection.close();
            }
        });
        var sender = receiver();
        connect(sender, closesAtFirstMessage);
        for (int i = 0; i < 10; i++) sender.send(number(i));
        await("both closed", () -> sender.isClosed() && closesAtFirstMessage.isClosed());
        assertThat(closesAtFirstMessage.messages()).isEqualTo(1);
    }

    @Test
    void dialFromInsideCallbackWorks() {
        var second = receiver();
        var listener = listen(echoes());
        var first = watched(new RecordingReceiver(waiting) {
            @Override
            protected void onOpened(Connection connection) {
                dial(connection.remote(), second);
            }
        });
        dial(listener.address(), first);
        await("both opened", () -> first.isOpened() && second.isOpened());
    }

    @Test
    void stopClosesEverythingWithinTwoSeconds() {
        var accepted = new ConcurrentLinkedQueue<RecordingReceiver>();
        var listener = listen(remote -> {
            var receiver = receiver();
            accepted.add(receiver);
            return Optional.of(receiver);
        });
        List<RecordingReceiver> dialled = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            var receiver = receiver();
            dialled.add(receiver);
            dial(listener.address(), receiver);
        }
        var pending = receiver();
        silentAddress().ifPresent(silent -> dial(silent, pending));
        await("opened", () -> dialled.stream().allMatch(RecordingReceiver::isOpened) && accepted.size() == 10);
        for (var receiver : dialled) receiver.send(pattern(1_000));

        long start = System.nanoTime();
        stop(client);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        await("dialled ends closed", () -> dialled.stream().allMatch(RecordingReceiver::isClosed));
        if (silentAddress().isPresent()) await("pending dial closed", pending::isClosed);
        stop(server);
        await("accepted ends closed", () -> accepted.stream().allMatch(RecordingReceiver::isClosed));
    }

    /** Goal: no wait for an end that does not read. Method: fill the wire towards a reader that stopped, then stop. */
    @Test
    void stopDoesNotWaitForStalledReader() {
        streamsOnly();
        var stalled = watched(new Reluctant());
        var dialled = receiver();
        connect(dialled, stalled);
        for (int i = 0; i < 300; i++) dialled.send(pattern(65_000));
        long start = System.nanoTime();
        stop(client);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        await("closed", dialled::isClosed);
    }

    @Test
    void dialAfterStopFails() {
        var address = listen(echoes()).address();
        stop(client);
        var dialled = receiver();
        dial(address, dialled);
        await("dial failed", dialled::isClosed);
        assertThat(dialled.isOpened()).isFalse();
    }

    @Test
    void roundsOfConnectAndCloseLeaveNothing() throws InterruptedException {
        streamsOnly();
        var listener = listen(echoes());
        round(listener.address());
        int files = openFiles();
        int threads = Thread.activeCount();
        var before = Thread.getAllStackTraces().keySet();
        for (int i = 0; i < ROUNDS; i++) round(listener.address());
        await("files are closed", () -> openFiles() <= files + 4);
        // Threads of the last rounds may still be ending.
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (Thread.activeCount() > threads + 2 && !before.contains(thread)) thread.join(THREAD_END_MS);
        }
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
    }

    private void round(URI address) {
        var dialled = receiver();
        dial(address, dialled);
        await("opened", dialled::isOpened);
        dialled.send(number(1));
        await("echo", () -> dialled.messages() == 1);
        dialled.connection().close();
        await("closed", dialled::isClosed);
    }

    private Acceptor echoes() {
        return remote -> Optional.of(echo());
    }

    /** 0 where the system does not tell. */
    private static int openFiles() {
        var files = new File("/proc/self/fd").list();
        return files == null ? 0 : files.length;
    }

    /** Does not read until it is told to. */
    private final class Reluctant extends RecordingReceiver {
        Reluctant() {
            super(waiting);
        }

        @Override
        protected void onOpened(Connection connection) {
            connection.reading(false);
        }
    }
}
