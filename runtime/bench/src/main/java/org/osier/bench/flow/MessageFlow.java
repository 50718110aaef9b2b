package org.osier.bench.flow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osier.bench.node.Service;
import org.osier.mesh.Mesh;
import org.osier.mesh.Message;
import org.osier.node.NodeId;

/** Messages with {@link Mesh#send}; how many are on their way is bounded by their stages. */
public final class MessageFlow {
    /** Well below what a session holds before it refuses, 4 MiB unacknowledged and as much behind it. */
    private static final int WINDOW_BYTES = 2 << 20;

    private static final int WINDOW_MESSAGES = 4_096;
    private static final long LIMIT_SECONDS = 30;

    private final Mesh mesh;
    private final NodeId server;
    private final Message message;
    private final int window;
    private final Semaphore room;
    private volatile @Nullable Throwable failure;

    public MessageFlow(Mesh mesh, NodeId server, int bytes) {
        this.mesh = mesh;
        this.server = server;
        this.message = Message.of(Service.COUNT, ByteBuffer.allocate(bytes));
        this.window = Math.min(WINDOW_MESSAGES, WINDOW_BYTES / bytes);
        this.room = new Semaphore(window);
    }

    /** Sends, waits until the last was handed over, checks that all were. @return nanoseconds */
    public long stream(int count) throws Exception {
        long before = counted();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            take(1);
            mesh.send(server, message).whenComplete((nothing, e) -> {
                if (e != null) failure = e;
                room.release();
            });
        }
        take(window);
        long nanos = System.nanoTime() - begin;
        room.release(window);
        var failure = this.failure;
        if (failure != null) throw new IOException("a message failed", failure);
        long counted = counted() - before;
        if (counted != count) throw new IOException("sent " + count + ", counted " + counted);
        return nanos;
    }

    private void take(int permits) throws InterruptedException, TimeoutException {
        if (room.tryAcquire(permits, LIMIT_SECONDS, TimeUnit.SECONDS)) return;
        throw new TimeoutException("nothing was acknowledged for " + LIMIT_SECONDS + " s");
    }

    private long counted() throws Exception {
        var question = Message.of(Service.COUNTED, ByteBuffer.allocate(0));
        return mesh.request(server, question, Duration.ofSeconds(LIMIT_SECONDS))
                .toCompletableFuture()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                .payload()
                .getLong();
    }
}
