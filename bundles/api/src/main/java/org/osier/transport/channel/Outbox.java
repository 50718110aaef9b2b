package org.osier.transport.channel;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What waits for the writer of a connection, each message behind its length. Any thread. */
final class Outbox {
    static final int LENGTH_BYTES = 2;
    static final int MAX_MESSAGE_BYTES = 65_535;

    /** The node waits after each message until it is written; this is for who does not. Our choice. */
    static final int MOST_BYTES = 32 * 1024 * 1024;

    private final Queue<ByteBuffer> waiting = new ArrayDeque<>(); // guarded by this
    private int bytes; // guarded by this; of all that waits
    private boolean used; // guarded by this
    private boolean ended; // guarded by this

    /** Copies. False: there is no room for it. */
    synchronized boolean add(ByteBuffer message) {
        int length = message.remaining();
        var framed = ByteBuffer.allocate(LENGTH_BYTES + length).putShort((short) length);
        framed.put(message).flip();
        if (ended) return true;
        if (bytes + framed.remaining() > MOST_BYTES) return false;
        used = true;
        bytes += framed.remaining();
        waiting.add(framed);
        notifyAll();
        return true;
    }

    /** Waits for the next one. Null: all were taken, and none follows. */
    synchronized @Nullable ByteBuffer take() throws InterruptedException {
        while (waiting.isEmpty() && !ended) wait();
        var next = waiting.poll();
        if (next != null) bytes -= next.remaining();
        return next;
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether there ever was a message. */
    synchronized boolean isUsed() {
        return used;
    }

    /** What waits may still be taken, nothing comes to it. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Nothing may be taken any more. */
    synchronized void drop() {
        waiting.clear();
        end();
    }
}
