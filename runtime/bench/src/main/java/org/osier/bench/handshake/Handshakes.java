package org.osier.bench.handshake;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    /** Handshakes of a slice. All of a run stay below the 16,384 knocks that an acceptor keeps for ten minutes. */
    private static final int SLICE = 400;
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

    /** Handshakes per second by name. */
    public Map<String, Long> run() throws Exception {
        long wireOne = 0;
        long wireAll = 0;
        long bareOne = 0;
        long bareAll = 0;
        var pool = Executors.newFixedThreadPool(processors);
        try {
            for (int round = -SLICES; round < SLICES; round++) { // what comes before 0 warms up
                long first = wire(1);
                long second = Primitives.time(pool, 1, slice);
                long third = wire(CHAINS_PER_PROCESSOR * processors);
                long fourth = Primitives.time(pool, processors, slice / processors);
                if (round < 0) continue;
                wireOne += first;
                bareOne += second;
                wireAll += third;
                bareAll += fourth;
            }
        } finally {
            pool.shutdownNow();
        }
        var results = new LinkedHashMap<String, Long>();
        results.put("handshake.bare.one", perSecond(bareOne));
        results.put("handshake.osier.one", perSecond(wireOne));
        results.put("handshake.bare.all", perSecond(bareAll));
        results.put("handshake.osier.all", perSecond(wireAll));
        return results;
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
