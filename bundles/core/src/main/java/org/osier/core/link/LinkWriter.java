package org.osier.core.link;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osier.core.handshake.RecordCipher;
import org.osier.core.session.SessionLink;
import org.osier.transport.Connection;

/**
 * Writes records. Anyone may ask for a flush; whoever finds the writer idle is the writer until nothing waits: it takes
 * what waits, seals it as one record, sends it. A lone message so leaves on its caller's thread, and under load the
 * records grow by themselves: while the wire is busy everything waits, and the thread that frees it takes it all.
 */
final class LinkWriter {
    private final Connection connection;
    private final RecordCipher cipher; // the writer's alone
    private final FrameQueue frames;
    private final Buffers buffers;
    private final AtomicInteger asked = new AtomicInteger(); // > 0: somebody is the writer
    private volatile boolean wireFree = true;
    private volatile @Nullable SessionLink session;
    private volatile @Nullable Thread reader; // collects what it causes until its record is done
    private volatile boolean stopping;
    private boolean stopped; // the writer's alone

    LinkWriter(Connection connection, RecordCipher cipher, FrameQueue frames, Buffers buffers) {
        this.connection = connection;
        this.cipher = cipher;
        this.frames = frames;
        this.buffers = buffers;
    }

    /** From now on segments are pulled from here. */
    void session(SessionLink session) {
        this.session = session;
    }

    /** The calling thread works on a record it read: what it causes to be sent waits for {@link #readingDone}. */
    void reading() {
        reader = Thread.currentThread();
    }

    /** The record is done: one flush for all that it caused. */
    void readingDone() {
        reader = null;
        flush();
    }

    /** The wire is free again; called by the transport. */
    void writable() {
        wireFree = true;
        flush();
    }

    /**
     * What the link itself has to say leaves, then the connection closes; nothing is pulled from the session any more.
     */
    void stop() {
        stopping = true;
        flush();
    }

    /**
     * Something waits. Any thread; returns when it was written, when somebody else writes it, or when the wire is busy.
     */
    void flush() {
        if (reader == Thread.currentThread()) return;
        if (asked.getAndIncrement() != 0) return;
        int seen = 1;
        do {
            if (stopping) last();
            else if (wireFree && somethingWaits()) write();
            seen = asked.addAndGet(-seen);
        } while (seen != 0);
    }

    private boolean somethingWaits() {
        var session = this.session;
        return !frames.isEmpty() || session != null && session.waiting();
    }

    private void write() {
        var buffer = buffers.take();
        try {
            int limit = Math.min(connection.maxMessageBytes(), buffer.length) - RecordCipher.OVERHEAD_BYTES;
            int length = assemble(buffer, limit);
            while (length > 0) {
                int sealed = cipher.seal(buffer, 0, length);
                wireFree = false; // before send: writable may come before it returns
                if (!connection.send(ByteBuffer.wrap(buffer, 0, sealed))) return;
                wireFree = true;
                length = stopping ? 0 : assemble(buffer, limit);
            }
        } finally {
            buffers.give(buffer);
        }
    }

    /** One record more than the wire wanted, at most: so that a Close arrives although the wire is busy. */
    private void last() {
        if (stopped) return;
        stopped = true;
        var buffer = buffers.take();
        int length = frames.drain(
                0, buffer, 0, Math.min(connection.maxMessageBytes(), buffer.length) - RecordCipher.OVERHEAD_BYTES);
        if (length > 0) connection.send(ByteBuffer.wrap(buffer, 0, cipher.seal(buffer, 0, length)));
        buffers.give(buffer);
        connection.close();
    }

    /** Whole frames in the order of their priority (WIRE.md, section 3). @return the length; 0: nothing waits */
    private int assemble(byte[] buffer, int limit) {
        var session = this.session;
        int at = frames.drain(0, buffer, 0, limit);
        if (session != null) at = session.writeAcknowledgements(buffer, at, limit);
        at = frames.drain(1, buffer, at, limit);
        at = frames.drain(2, buffer, at, limit);
        if (session != null) at = session.writeSegments(3, buffer, at, limit);
        at = frames.drain(3, buffer, at, limit);
        if (session != null) at = session.writeSegments(4, buffer, at, limit);
        return frames.drain(4, buffer, at, limit);
    }
}
