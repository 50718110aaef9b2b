package org.osier.bench.trip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.osier.bench.node.Service;
import org.osier.mesh.Mesh;
import org.osier.mesh.Message;
import org.osier.node.NodeId;
import org.osier.ueps.Packet;

/** Requests of which each is sent by the completion of the one before, so that no thread waits for another. */
public final class Chain {
    static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final long LIMIT_SECONDS = 60;

    private final Mesh mesh;
    private final NodeId server;
    private final Message message;

    // Of the run under way; touched by one completion after the other.
    private long[] samples = {};
    private int at;
    private int end;
    private CompletableFuture<Void> done = new CompletableFuture<>();

    /** Requests with a payload of so many bytes. */
    public static Chain of(Mesh mesh, NodeId server, int bytes) {
        return new Chain(mesh, server, Message.of(Service.ANSWER, ByteBuffer.allocate(bytes)));
    }

    Chain(Mesh mesh, NodeId server, Message message) {
        this.mesh = mesh;
        this.server = server;
        this.message = message;
    }

    /** Writes the nanoseconds of each exchange into {@code samples}. */
    public void run(long[] samples, int from, int count) throws Exception {
        this.samples = samples;
        at = from;
        end = from + count;
        done = new CompletableFuture<>();
        next();
        done.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private void next() {
        long begin = System.nanoTime();
        mesh.request(server, message, DEADLINE).whenComplete((answer, failure) -> {
            samples[at++] = System.nanoTime() - begin;
            var wrong = failure == null ? wrong(answer) : failure;
            if (wrong != null) done.completeExceptionally(wrong);
            else if (at < end) next();
            else done.complete(null);
        });
    }

    static @org.jspecify.annotations.Nullable Throwable wrong(Packet answer) {
        int bytes = answer.payloadBytes();
        return bytes == Service.REPLY_BYTES ? null : new IOException("an answer of " + bytes + " bytes");
    }
}
