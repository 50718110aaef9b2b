package org.osier.bench.trip;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.osier.mesh.Mesh;
import org.osier.mesh.Message;
import org.osier.node.NodeId;

/** Requests by a thread that waits for each answer: what plain code costs. */
final class Caller {
    private final Mesh mesh;
    private final NodeId server;
    private final Message message;

    Caller(Mesh mesh, NodeId server, Message message) {
        this.mesh = mesh;
        this.server = server;
        this.message = message;
    }

    /** Writes the nanoseconds of each exchange into {@code samples}. */
    void run(long[] samples, int from, int count) throws Exception {
        for (int i = from; i < from + count; i++) {
            long begin = System.nanoTime();
            var answer = mesh.request(server, message, Chain.DEADLINE)
                    .toCompletableFuture()
                    .get(Chain.DEADLINE.toMillis() + 1_000, TimeUnit.MILLISECONDS);
            samples[i] = System.nanoTime() - begin;
            var wrong = Chain.wrong(answer);
            if (wrong != null) throw new ExecutionException(wrong);
        }
    }
}
