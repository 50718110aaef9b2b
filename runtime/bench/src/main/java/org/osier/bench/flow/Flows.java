package org.osier.bench.flow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.osier.bench.raw.RawClient;
import org.osier.core.node.Node;
import org.osier.node.NodeId;

/**
 * Messages one way, one sender, as many per second as go: raw, in the session alone, and with UEPS packets through the
 * dispatcher. A slice ends when the last message was handed over at the other end; the three take turns.
 */
public final class Flows {
    /** Into so many slices the work is cut. */
    public static final int SLICES = 5;

    /** Before the slices that count: until the compiler has seen enough of each way. */
    private static final int WARM_UP = 3 * SLICES;

    /** Messages of 64 KiB, what a process begins with: 66 MB. */
    private static final int FIRST = 1_000;

    private final Node node;
    private final NodeId server;
    private final int rawPort;
    private final int permille;

    /** @param permille how much of the usual work is done; 1,000: all of it */
    public Flows(Node node, NodeId server, int rawPort, int permille) {
        this.node = node;
        this.server = server;
        this.rawPort = rawPort;
        this.permille = permille;
    }

    /** Messages per second by name. */
    public Map<String, Long> run() throws Exception {
        var results = new LinkedHashMap<String, Long>();
        var first = new MessageFlow(node.mesh(), server, 65_536);
        int count = Math.max(1, FIRST * permille / 1_000);
        results.put("flow.first.64KiB", Math.round(1e9 * count / first.stream(count)));
        measure(results, "64B", 64, 1_000_000);
        measure(results, "1KiB", 1_024, 400_000);
        measure(results, "64KiB", 65_536, 15_000);
        return results;
    }

    private void measure(Map<String, Long> results, String size, int bytes, int count) throws Exception {
        int slice = Math.max(1, count / SLICES * permille / 1_000);
        long raw = 0;
        long session = 0;
        long ueps = 0;
        try (var client = RawClient.counted(rawPort);
                var frames = new FrameFlow(node, server, bytes)) {
            var frame = RawClient.frame(bytes);
            var messages = new MessageFlow(node.mesh(), server, bytes);
            for (int round = -warmUp(permille); round < SLICES; round++) {
                long first = client.stream(frame, slice);
                long second = frames.stream(slice);
                long third = messages.stream(slice);
                if (round < 0) continue;
                raw += first;
                session += second;
                ueps += third;
            }
        }
        results.put("flow.raw." + size, perSecond(slice, raw));
        results.put("flow.session." + size, perSecond(slice, session));
        results.put("flow.ueps." + size, perSecond(slice, ueps));
    }

    /** Slices before those that count. @param permille how much of the usual work is done: with less nothing is measured */
    public static int warmUp(int permille) {
        return permille < 1_000 ? 0 : WARM_UP;
    }

    /** @param slice messages in one of them @param nanos of all */
    public static long perSecond(int slice, long nanos) {
        return Math.round(1e9 * SLICES * slice / nanos);
    }
}
