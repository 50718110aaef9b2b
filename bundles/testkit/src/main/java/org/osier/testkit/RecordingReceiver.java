package org.osier.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/**
 * A receiver that holds its transport to the rules of {@link Receiver}: it notes what breaks them, and counts what
 * comes. It is as rough with the buffers as it may be: it overwrites what it got, and what it sent. Tests override the
 * {@code on...} methods to act inside the calls.
 */
public class RecordingReceiver implements Receiver {
    private final Waiting waiting;
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();
    private final AtomicInteger closedCalls = new AtomicInteger();
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicInteger writables = new AtomicInteger();
    private volatile @Nullable Connection connection;
    private volatile @Nullable TransportException cause;
    private volatile @Nullable Thread sender;
    private volatile byte @Nullable [] last;

    public RecordingReceiver(Waiting waiting) {
        this.waiting = waiting;
    }

    /** Inside {@link Receiver#opened}. */
    protected void onOpened(Connection connection) {}

    /** Inside {@link Receiver#message}. @param message a copy */
    protected void onMessage(Connection connection, byte[] message) {}

    /** Inside {@link Receiver#writable}. */
    protected void onWritable() {}

    /** Inside {@link Receiver#closed}. */
    protected void onClosed() {}

    @Override
    public final void opened(Connection connection) {
        enter("opened");
        if (this.connection != null) violation("opened twice");
        this.connection = connection;
        onOpened(connection);
        leave();
    }

    @Override
    public final boolean message(ByteBuffer message) {
        enter("message");
        if (!message.hasArray()) violation("message is not in a heap buffer");
        var copy = new byte[message.remaining()];
        message.duplicate().get(copy);
        while (message.hasRemaining()) message.put((byte) 0xEE);
        last = copy;
        messages.incrementAndGet();
        onMessage(connection(), copy);
        leave();
        return true;
    }

    @Override
    public final void writable() {
        if (Thread.currentThread() == sender) violation("writable inside send");
        if (connection == null || closedCalls.get() > 0) violation("writable outside of the connection's life");
        writables.incrementAndGet();
        onWritable();
        waiting.changed();
    }

    @Override
    public final void closed(@Nullable TransportException cause) {
        enter("closed");
        if (closedCalls.incrementAndGet() > 1) violation("closed twice");
        this.cause = cause;
        onClosed();
        leave();
    }

    private void enter(String call) {
        if (!inside.compareAndSet(null, Thread.currentThread())) violation(call + " during another call");
        if (closedCalls.get() > 0) violation(call + " after closed");
    }

    private void leave() {
        inside.set(null);
        waiting.changed();
    }

    private void violation(String what) {
        violations.add(what + " on " + Thread.currentThread().getName());
    }

    /** Sends, checks the rules for the sender, and overwrites {@code message} afterwards. */
    public final boolean send(byte[] message) {
        var buffer = ByteBuffer.wrap(message);
        sender = Thread.currentThread();
        boolean free = connection().send(buffer);
        sender = null;
        if (buffer.hasRemaining()) violation("send left " + buffer.remaining() + " bytes");
        Arrays.fill(message, (byte) 0x5A);
        return free;
    }

    /** @throws NullPointerException before opened */
    public final Connection connection() {
        return Objects.requireNonNull(connection, "not opened");
    }

    public final boolean isOpened() {
        return connection != null;
    }

    public final boolean isClosed() {
        return closedCalls.get() > 0;
    }

    /** Why it closed; empty text: cleanly, or not at all. */
    public final String end() {
        var why = cause;
        return why == null ? "" : why.kind().name();
    }

    public final int messages() {
        return messages.get();
    }

    public final int writables() {
        return writables.get();
    }

    /** The newest message. */
    public final byte[] last() {
        return Objects.requireNonNull(last, "no message yet");
    }

    /** What the transport did against the rules. */
    public final List<String> violations() {
        return violations;
    }
}
