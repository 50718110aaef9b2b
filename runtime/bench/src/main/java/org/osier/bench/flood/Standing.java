package org.osier.bench.flood;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osier.bench.node.Service;
import org.osier.mesh.Mesh;
import org.osier.mesh.Message;
import org.osier.node.NodeId;

/** A link that stands from before the flood, with a message every few milliseconds on it. */
public final class Standing {
    private static final int PERIOD_MS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Mesh mesh;
    private final NodeId server;
    private final Message message = Message.of(Service.COUNT, ByteBuffer.allocate(64));
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final long links;
    private final ScheduledFuture<?> ticking;

    /** Begins to send. */
    public Standing(Mesh mesh, NodeId server, ScheduledExecutorService timer) {
        this.mesh = mesh;
        this.server = server;
        this.links = links();
        this.ticking = timer.scheduleAtFixedRate(this::send, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    private void send() {
        sent.incrementAndGet();
        mesh.send(server, message).whenComplete((nothing, e) -> {
            if (e != null) lost.incrementAndGet();
        });
    }

    private long links() {
        return mesh.peer(server).orElseThrow().counts().links();
    }

    /** Stops sending, and counts. @return messages that did not arrive just once, and links that had to be made anew */
    public Map<String, ?> end() throws Exception {
        ticking.cancel(false);
        // The answer comes behind all that was sent before it on the same stream.
        var counted = mesh.request(server, Message.of(Service.COUNTED, ByteBuffer.allocate(0)), LIMIT)
                .toCompletableFuture()
                .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                .payload()
                .getLong();
        return Map.of(
                "sent", sent.get(), "lost", lost.get() + Math.abs(sent.get() - counted), "relinks", links() - links);
    }
}
