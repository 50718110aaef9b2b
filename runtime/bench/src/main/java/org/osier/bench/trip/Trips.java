package org.osier.bench.trip;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osier.bench.node.Service;
import org.osier.bench.raw.RawClient;
import org.osier.mesh.Mesh;
import org.osier.mesh.Message;
import org.osier.node.NodeId;

/**
 * Round trips of one request after the other, its reply always 64 bytes: raw, chained in callbacks, and by a caller that
 * blocks. The three take turns in short slices, so that a disturbance of the machine meets all of them.
 */
public final class Trips {
    private static final int SLICES = 8;

    private final Mesh mesh;
    private final NodeId server;
    private final int rawPort;
    private final int permille;

    /** @param permille how much of the usual work is done; 1,000: all of it */
    public Trips(Mesh mesh, NodeId server, int rawPort, int permille) {
        this.mesh = mesh;
        this.server = server;
        this.rawPort = rawPort;
        this.permille = permille;
    }

    /** Nanoseconds by name. */
    public Map<String, Long> run() throws Exception {
        var results = new LinkedHashMap<String, Long>();
        measure(results, "64B", 64, 20_000);
        measure(results, "1KiB", 1_024, 20_000);
        measure(results, "64KiB", 65_536, 4_000);
        return results;
    }

    private void measure(Map<String, Long> results, String size, int bytes, int count) throws Exception {
        int slice = Math.max(1, count / SLICES * permille / 1_000);
        var raw = new long[SLICES * slice];
        var chained = new long[SLICES * slice];
        var blocking = new long[SLICES * slice];
        var message = Message.of(Service.ANSWER, ByteBuffer.allocate(bytes));
        var forPool = Message.of(Service.ANSWER_FROM_POOL, ByteBuffer.allocate(bytes));
        try (var client = RawClient.answered(rawPort)) {
            var frame = RawClient.frame(bytes);
            var chain = new Chain(mesh, server, message);
            var caller = new Caller(mesh, server, forPool);
            for (int round = -SLICES; round < SLICES; round++) { // what came before 0 warmed up and is written over
                int from = Math.floorMod(round, SLICES) * slice;
                client.exchange(frame, raw, from, slice);
                chain.run(chained, from, slice);
                caller.run(blocking, from, slice);
            }
        }
        put(results, "trip.raw." + size, raw);
        put(results, "trip.chained." + size, chained);
        put(results, "trip.pool." + size, blocking);
    }

    /** The middle of sorted ones. */
    public static long middle(long[] samples) {
        return samples[samples.length / 2];
    }

    private static void put(Map<String, Long> results, String name, long[] samples) {
        Arrays.sort(samples);
        results.put(name + ".p50", middle(samples));
        results.put(name + ".p99", samples[(int) (samples.length * 0.99)]);
    }
}
