package org.osier.core.link;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osier.core.session.SessionLink;
import org.osier.transport.Connection;

/**
 * Writes records. Anyone may ask for a flush; whoever finds the writer idle is the writer until nothing waits: it takes
 * what waits, seals it as one record, sends it. A lone message so leaves on its caller's thread, and under load the
 * records grow by themselves: while the wire is busy everything waits, and the thread that frees it takes it all.
 */
final class LinkWriter {
    private final Connection connection;
    private final Carriage carriage; // the writer's alone, what of it seals
    private final @Nullable Unconfirmed unconfirmed; // over datagrams
    private final FrameQueue frames;
    private final Buffers buffers;
    private final AtomicInteger asked = new AtomicInteger(); // > 0: somebody is the writer
    private volatile boolean wireFree = true;
    private volatile @Nullable SessionLink session;
    private volatile @Nullable Thread reader; // collects what it causes until its record is done
    private volatile boolean stopping;
    private boolean stopped; // the writer's alone

    LinkWriter(Connection connection, Carriage carriage, FrameQueue frames, Buffers buffers) {
        this.connection = connection;
        this.carriage = carriage;
        this.unconfirmed = carriage instanceof DatagramCarriage datagrams ? datagrams.unconfirmed() : null;
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
        if (unconfirmed != null && unconfirmed.isDue()) return true;
        return !frames.isEmpty() || session != null && session.waiting();
    }

    private void write() {
        if (unconfirmed != null && !repeat(unconfirmed)) return;
        var buffer = buffers.take();
        try {
            int limit = limit(buffer);
            int end = assemble(buffer, limit);
            while (end > carriage.headerBytes()) {
                if (!send(buffer, carriage.seal(buffer, end))) return;
                end = stopping ? 0 : assemble(buffer, limit);
            }
        } finally {
            buffers.give(buffer);
        }
    }

    /** @return whether the wire is free */
    private boolean send(byte[] buffer, int length) {
        if (unconfirmed != null && frames.drainedStart()) unconfirmed.keep(buffer, length);
        wireFree = false; // before send: writable may come before it returns
        if (!connection.send(ByteBuffer.wrap(buffer, 0, length))) return false;
        wireFree = true;
        return true;
    }

    private boolean repeat(Unconfirmed unconfirmed) {
        for (var again = unconfirmed.takeDue(); again != null; again = unconfirmed.takeDue()) {
            if (!send(again, again.length)) return false;
        }
        return true;
    }

    /** Where the frames of a record end at the latest; behind them is room for the tag. */
    private int limit(byte[] buffer) {
        int longest = Math.min(connection.maxMessageBytes(), buffer.length);
        return longest - carriage.overheadBytes() + carriage.headerBytes();
    }

    /** One record more than the wire wanted, at most: so that a Close arrives although the wire is busy. */
    private void last() {
        if (stopped) return;
        stopped = true;
        var buffer = buffers.take();
        int begin = carriage.headerBytes();
        int limit = limit(buffer);
        int end = frames.drain(0, buffer, begin, limit, limit - begin);
        carriage.last(connection, buffer, end > begin ? carriage.seal(buffer, end) : 0);
        buffers.give(buffer);
    }

    /** Whole frames in the order of their priority (WIRE.md, section 3). @return their end; nothing waits if it is their beginning */
    private int assemble(byte[] buffer, int limit) {
        var session = this.session;
        int begin = carriage.headerBytes();
        int at = frames.drain(0, buffer, begin, limit, limit - begin);
        if (session != null) at = session.writeAcknowledgements(buffer, at, limit, at > begin);
        at = frames.drain(1, buffer, at, limit, limit - begin);
        at = frames.drain(2, buffer, at, limit, limit - begin);
        if (session != null) at = session.writeSegments(3, buffer, at, limit);
        at = frames.drain(3, buffer, at, limit, limit - begin);
        if (session != null) at = session.writeSegments(4, buffer, at, limit);
        return frames.drain(4, buffer, at, limit, limit - begin);
    }
}
