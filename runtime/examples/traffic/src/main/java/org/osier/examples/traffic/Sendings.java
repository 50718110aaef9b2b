package org.osier.examples.traffic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osier.mesh.Mesh;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;
import org.osier.mesh.Message;
import org.osier.node.NodeId;

/**
 * The sendings of this node, and the threads of those in the background. Thread-safe. Immediate, for the reason that
 * {@link Runs} gives.
 */
@Component(service = Sendings.class, immediate = true)
public final class Sendings {
    /** Sendings remembered; beyond it the oldest that is done is forgotten. */
    static final int MAX_KEPT = 64;

    /** Sendings at once; a further one is refused. */
    static final int MAX_AT_ONCE = 4;

    /** How long an answer is waited for. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final Duration STOP = Duration.ofSeconds(2);

    private final AtomicReference<@Nullable Mesh> mesh = new AtomicReference<>();
    private final Map<Long, Sending> byRun = new LinkedHashMap<>(); // guarded by this
    private final ThreadPoolExecutor background = new ThreadPoolExecutor(
            MAX_AT_ONCE, MAX_AT_ONCE, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_AT_ONCE), Sendings::thread);

    @Activate
    public Sendings() {
        // Now, not on demand: a thread made by a handler's call would hold on to the dispatcher that made the call.
        background.prestartAllCoreThreads();
    }

    /** Dynamic, so that what is under way outlives an update of the node's core. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bind(Mesh arrived) {
        mesh.set(arrived);
    }

    void unbind(Mesh gone) {
        mesh.compareAndSet(gone, null); // a successor may be bound already
    }

    private CompletionStage<?> send(NodeId to, Message message, boolean request) {
        var mesh = this.mesh.get();
        if (mesh != null) return request ? mesh.request(to, message, ANSWER) : mesh.send(to, message);
        return CompletableFuture.failedFuture(new MeshException(Kind.OVERLOADED, "no core at the moment"));
    }

    private static Thread thread(Runnable work) {
        return new Thread(null, work, "osier-traffic", 0, false);
    }

    /** Begins; in the foreground it is over when this returns. @return how far it is, as JSON */
    String begin(TrafficOrder order) {
        var sending = add(order);
        if (!order.background()) sending.run(); // on the thread of the handler
        return sending.report();
    }

    /** How far the sending of a run is, as JSON. */
    synchronized String report(long run) {
        var sending = byRun.get(run);
        if (sending == null) throw new IllegalArgumentException("no run " + Long.toUnsignedString(run) + " here");
        return sending.report();
    }

    /** Ends the sending of a run after what is on its way. @return how far it is, as JSON */
    synchronized String enough(long run) {
        var sending = byRun.get(run);
        if (sending != null) sending.enough();
        return report(run);
    }

    private synchronized Sending add(TrafficOrder order) {
        var before = byRun.get(order.run());
        if (before != null && !before.done()) throw new IllegalStateException("this run is under way");
        if (byRun.values().stream().filter(s -> !s.done()).count() >= MAX_AT_ONCE) {
            throw new IllegalStateException(MAX_AT_ONCE + " runs are under way, more are not taken");
        }
        if (byRun.size() >= MAX_KEPT) {
            var oldest =
                    byRun.entrySet().stream().filter(e -> e.getValue().done()).findFirst();
            oldest.ifPresent(entry -> byRun.remove(entry.getKey()));
        }
        var sending = new Sending((to, message) -> send(to, message, order.request()), order);
        byRun.put(order.run(), sending);
        if (order.background()) background.submit(sending);
        return sending;
    }

    @Deactivate
    void stop() {
        synchronized (this) {
            byRun.values().forEach(Sending::stop);
        }
        background.shutdownNow();
        try {
            background.awaitTermination(STOP.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
