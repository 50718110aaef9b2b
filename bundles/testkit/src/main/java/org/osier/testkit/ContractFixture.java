package org.osier.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.osier.transport.Acceptor;
import org.osier.transport.Connection;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/**
 * What the tests of {@link TransportContract} stand on: two transports, and receivers that are checked after each test.
 */
abstract class ContractFixture {
    protected static final Duration DIAL_TIMEOUT = Duration.ofSeconds(5);

    /** For receivers that tests make themselves. */
    protected final Waiting waiting = new Waiting();

    private final List<RecordingReceiver> receivers = new CopyOnWriteArrayList<>();

    /** Listens. */
    protected Transport server;

    /** Dials. */
    protected Transport client;

    /** A new transport, as its component would be after activation. */
    protected abstract Transport open();

    /** Stops what {@link #open} gave, as deactivation would. Idempotent. */
    protected abstract void stop(Transport transport);

    /** Where the transport opened first can listen: on this machine only, at any free port. */
    protected abstract URI anyAddress();

    /** An address that exists and never answers; empty: this transport cannot be tested with one. */
    protected Optional<URI> silentAddress() {
        return Optional.empty();
    }

    /** How the names of this transport's threads begin; empty: it has none. */
    protected Optional<String> threadPrefix() {
        return Optional.empty();
    }

    /** Waits, in real time unless the transport lives in another one. At most 10 s. */
    protected void await(String what, BooleanSupplier condition) {
        waiting.until(what, condition);
    }

    @BeforeEach
    void openBoth() {
        server = open();
        client = open();
    }

    @AfterEach
    void closeAndCheck() {
        stop(client);
        stop(server);
        for (var receiver : receivers) {
            assertThat(receiver.violations()).isEmpty();
            if (receiver.isOpened()) await("closed after stop", receiver::isClosed);
        }
        threadPrefix().ifPresent(ContractFixture::noThreadGoesOn);
    }

    /** Whoever has nothing more to do may be in its last instructions; whoever goes on is a leak. */
    private static void noThreadGoesOn(String prefix) {
        long end = System.nanoTime() + Waiting.LIMIT.toNanos();
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith(prefix)) join(thread, end - System.nanoTime());
        }
        assertThat(threads(prefix)).as("threads after stop").isEmpty();
    }

    private static void join(Thread thread, long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, nanos));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the end of " + thread.getName(), interrupted);
        }
    }

    protected static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    /** Has the receiver checked after the test. */
    protected final <R extends RecordingReceiver> R watched(R receiver) {
        receivers.add(receiver);
        return receiver;
    }

    protected final RecordingReceiver receiver() {
        return watched(new RecordingReceiver(waiting));
    }

    /** Answers each message with itself. */
    protected final RecordingReceiver echo() {
        return watched(new RecordingReceiver(waiting) {
            @Override
            protected void onMessage(Connection connection, byte[] message) {
                connection.send(ByteBuffer.wrap(message));
            }
        });
    }

    protected final Listener listen(Acceptor acceptor) {
        try {
            return server.listen(anyAddress(), acceptor);
        } catch (TransportException failed) {
            throw new AssertionError(failed);
        }
    }

    protected final Closeable dial(URI to, Receiver receiver) {
        return client.connect(to, new PlainDial(DIAL_TIMEOUT), receiver);
    }

    /** Two ends of one connection; the listener stays open until the server stops. */
    protected final void connect(RecordingReceiver dialled, RecordingReceiver accepted) {
        connectTo(listen(remote -> Optional.of(accepted)), dialled, () -> accepted);
    }

    protected final void connectTo(Listener listener, RecordingReceiver dialled, Supplier<RecordingReceiver> accepted) {
        dial(listener.address(), dialled);
        await("opened at both ends", () -> dialled.isOpened() && accepted.get().isOpened());
    }

    protected final void streamsOnly() {
        Assumptions.assumeTrue(server.delivery() == Transport.Delivery.STREAM, "only streams promise this");
    }

    protected static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, value).array();
    }
}
