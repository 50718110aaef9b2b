package org.osier.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osier.bench.jvm.ChildJvm;
import org.osier.bench.jvm.Placement;
import org.osier.bench.report.Goal;
import org.osier.bench.report.Row;

/**
 * Heap of idle links: a crowd of nodes in one JVM, each linked with one node in another. What is counted is all that a
 * link brings with it on the heap: connection, ciphers, link, session, and the peer's record and entry. Not counted is
 * what a node has once for all its links, such as its buffer for writing: each node of the crowd has a link already,
 * with a node of its own JVM.
 */
final class HeapSection implements Section {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int LINKS = 1_000;
    /** Links before the first look at the heap, which load classes and fill what is there once. */
    private static final int FIRST = 50;
    /** Fewer than the server takes from one source, in less time than it waits for them. */
    private static final int STRANGERS = 500;

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public String title() {
        return "Heap of an idle link";
    }

    @Override
    public List<Row> rows() {
        var goal = Goal.atMost(20);
        return List.of(
                Row.raw("heap.accepting", "accepting side", "KB").goal(goal),
                Row.raw("heap.dialling", "dialling side", "KB").goal(goal),
                Row.raw("heap.both", "both sides", "KB"),
                Row.raw("heap.silent", "a stranger who says nothing", "KB"),
                Row.raw("heap.halfway", "a stranger who leaves the handshake halfway", "KB"),
                Row.raw("heap.partial", "a stranger who begins the longest message", "KB")
                        .goal(Goal.atMost(80)));
    }

    @Override
    public Map<String, Double> run(Setup setup) throws Exception {
        int links = Math.max(20, LINKS * setup.permille() / 1_000);
        try (var server = setup.server(Placement.FREE);
                var client = setup.client(Placement.FREE)) {
            var address = server.ask(LIMIT, "where").get("node");
            client.ask(LIMIT, "crowd " + (FIRST + links));
            client.ask(LIMIT, "link " + address + " 0 " + FIRST);
            long server0 = heap(server);
            long client0 = heap(client);
            client.ask(LIMIT, "link " + address + " " + FIRST + " " + (FIRST + links));
            double accepting = (heap(server) - server0) / 1_000.0 / links;
            double dialling = (heap(client) - client0) / 1_000.0 / links;
            var results = new HashMap<String, Double>();
            results.putAll(
                    Map.of("heap.accepting", accepting, "heap.dialling", dialling, "heap.both", accepting + dialling));
            int strangers = Math.max(20, STRANGERS * setup.permille() / 1_000);
            for (var how : List.of("silent", "halfway", "partial")) {
                client.ask(LIMIT, "strangers " + address + " 20 " + how); // what is there once
                client.ask(LIMIT, "strangers " + address + " 0 " + how);
                long before = heap(server);
                client.ask(LIMIT, "strangers " + address + " " + strangers + " " + how);
                results.put("heap." + how, (heap(server) - before) / 1_000.0 / strangers);
                client.ask(LIMIT, "strangers " + address + " 0 " + how);
            }
            return results;
        }
    }

    private static long heap(ChildJvm jvm) throws IOException {
        return Long.parseLong(jvm.ask(LIMIT, "heap").get("bytes"));
    }
}
