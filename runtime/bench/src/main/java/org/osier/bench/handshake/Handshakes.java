package org.osier.bench.handshake;

import java.net.URI;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osier.core.cluster.Cluster;
import org.osier.transport.Transport;

/**
 * Handshakes per second, each with its TCP connection, beside the bare primitives: one after the other beside one thread,
 * and as many at a time as keep all processors busy beside one thread for each processor. They take turns in slices.
 */
public final class Handshakes {
    private static final int SLICES = 5;
    /** Before those that count: the acceptor does half the work of a handshake, so its JVM needs twice as many as ours. */
    private static final int WARM_UP_SLICES = 12;
    /** Handshakes of a slice. All of a run stay below the 16,384 knocks that an acceptor keeps for ten minutes. */
    private static final int SLICE = 600;
    /** A handshake waits most of its time for the other side, so more than one for each processor must be under way. */
    private static final int CHAINS_PER_PROCESSOR = 4;

    private static final long LIMIT_SECONDS = 60;

    private final Asking asking;
    private final int processors = Runtime.getRuntime().availableProcessors();
    private final int slice;

    /** @param permille how much of the usual work is done; 1,000: all of it */
    public Handshakes(Cluster cluster, Transport transport, URI address, int permille) {
        asking = new Asking(cluster, transport, address);
        slice = Math.max(processors, SLICE * permille / 1_000 / processors * processors);
    }

    /** One after the other beside one thread. @return per second by name */
    public Map<String, Long> one() throws Exception {
        return run("one", 1, 1);
    }

    /** With all processors beside a thread for each. @return per second by name */
    public Map<String, Long> all() throws Exception {
        return run("all", CHAINS_PER_PROCESSOR * processors, processors);
    }

    private Map<String, Long> run(String name, int chains, int threads) throws Exception {
        long wire = 0;
        long bare = 0;
        var pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = -WARM_UP_SLICES; round < SLICES; round++) {
                long first = wire(chains);
                long second = Primitives.time(pool, threads, slice / threads);
                if (round < 0) continue;
                wire += first;
                bare += second;
            }
        } finally {
            pool.shutdownNow();
        }
        return Map.of("handshake.bare." + name, perSecond(bare), "handshake.osier." + name, perSecond(wire));
    }

    private long perSecond(long nanos) {
        return Math.round(1e9 * SLICES * slice / nanos);
    }

    /** @param chains how many handshakes are under way at a time. @return nanoseconds for a slice */
    private long wire(int chains) throws Exception {
        var left = new AtomicInteger(slice);
        var ends = new ArrayList<CompletableFuture<Void>>();
        long begin = System.nanoTime();
        for (int i = 0; i < chains; i++) {
            var end = new CompletableFuture<Void>();
            ends.add(end);
            next(left, end);
        }
        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return System.nanoTime() - begin;
    }

    private void next(AtomicInteger left, CompletableFuture<Void> end) {
        if (left.getAndDecrement() <= 0) {
            end.complete(null);
            return;
        }
        asking.once().whenComplete((nothing, failure) -> {
            if (failure == null) next(left, end);
            else end.completeExceptionally(failure);
        });
    }
}
