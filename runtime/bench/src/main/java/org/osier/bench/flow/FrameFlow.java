package org.osier.bench.flow;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.osier.bench.node.Service;
import org.osier.core.node.Node;
import org.osier.mesh.FrameHandler;
import org.osier.mesh.Frames;
import org.osier.node.NodeId;

/** Frames of a third party's type in the session: no envelope, no packet, no dispatcher. The receiver grants credit. */
final class FrameFlow implements FrameHandler, AutoCloseable {
    private static final int WINDOW_BYTES = 2 << 20;
    private static final int WINDOW_FRAMES = 4_096;
    private static final long LIMIT_SECONDS = 30;

    private final Node node;
    private final Frames frames;
    private final NodeId server;
    private final ByteBuffer payload;
    private final int window;
    private final Semaphore room;

    FrameFlow(Node node, NodeId server, int bytes) {
        this.node = node;
        this.frames = node.frames();
        this.server = server;
        this.payload = ByteBuffer.allocate(bytes);
        this.window = Math.min(WINDOW_FRAMES, WINDOW_BYTES / bytes);
        this.room = new Semaphore(window);
        node.add(this, 0);
    }

    /** Sends, and waits until the other end has counted all. @return nanoseconds */
    long stream(int count) throws InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            take(1);
            send(payload);
        }
        take(1);
        send(ByteBuffer.allocate(0)); // asks for the credit of what is not a full step
        take(window);
        long nanos = System.nanoTime() - begin;
        room.release(window);
        return nanos;
    }

    private void send(ByteBuffer payload) throws TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!frames.sendOnSession(server, Service.FRAME, 0, payload)) {
            if (System.nanoTime() - end > 0) throw new TimeoutException("the session takes nothing");
            LockSupport.parkNanos(10_000);
        }
    }

    private void take(int permits) throws InterruptedException, TimeoutException {
        if (room.tryAcquire(permits, LIMIT_SECONDS, TimeUnit.SECONDS)) return;
        throw new TimeoutException("no credit for " + LIMIT_SECONDS + " s");
    }

    @Override
    public int type() {
        return Service.CREDIT;
    }

    @Override
    public Carrier carriedBy() {
        return Carrier.SESSION;
    }

    @Override
    public void on(NodeId from, ByteBuffer payload) {
        room.release(payload.getInt(payload.position()));
    }

    @Override
    public void close() {
        node.remove(this);
    }
}
