package org.osier.bench;

import static org.osier.bench.report.Goal.atMost;
import static org.osier.bench.report.Goal.ratioAtMost;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osier.bench.jvm.ChildJvm;
import org.osier.bench.jvm.Placement;
import org.osier.bench.report.Row;

/**
 * A node under a flood of first messages that lead nowhere, from two processes with an address each: first with a knock
 * of no cluster, then with a right one and garbage behind it. All the while other nodes link with it, at the pace of a quiet
 * time before, and a link that stands carries messages.
 */
final class FloodSection implements Section {
    private static final int SECONDS = 30;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> SOURCES = List.of("127.0.0.11", "127.0.0.12");
    private static final List<String> SMALL = List.of("-Xms64m", "-Xmx64m");
    /** A new guest so often: below what one source may begin for ever. */
    private static final int GUESTS_PER_SECOND = 15;

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String title() {
        return "A node under a flood of bogus first messages";
    }

    @Override
    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        rows.add(Row.raw("flood.quiet.p50", "a new link, quiet, p50", "ms"));
        rows.add(Row.raw("flood.quiet.p99", "a new link, quiet, p99", "ms"));
        for (var kind : List.of("unknown", "garbage")) {
            var words = kind.equals("unknown") ? "unknown knock" : "right knock, garbage";
            var id = "flood." + kind;
            rows.add(Row.raw(id + ".rate", words + ": first messages", "/s"));
            rows.add(Row.raw(id + ".shed", words + ": of them refused as overloaded", "/s"));
            rows.add(Row.raw(id + ".p50", words + ": a new link, p50", "ms").against("flood.quiet.p50"));
            rows.add(Row.raw(id + ".p99", words + ": a new link, p99", "ms")
                    .against("flood.quiet.p99")
                    .goal(ratioAtMost(10)));
            rows.add(Row.raw(id + ".failures", words + ": dials of guests that failed", "dials"));
            rows.add(Row.raw(id + ".heap", words + ": heap more than before", "KB"));
        }
        rows.add(Row.raw("flood.sent", "messages on the link that stands", "messages"));
        rows.add(Row.raw("flood.lost", "of them lost or twice", "messages").goal(atMost(0)));
        rows.add(Row.raw("flood.relinks", "times it had to be made anew", "links")
                .goal(atMost(0)));
        return List.copyOf(rows);
    }

    @Override
    public Map<String, Double> run(Setup setup) throws Exception {
        int seconds = Math.max(2, SECONDS * setup.permille() / 1_000);
        var results = new HashMap<String, Double>();
        try (var target = setup.jvm("target", List.of());
                var client = setup.client(Placement.FREE);
                var one = setup.jvm("sender", SMALL);
                var two = setup.jvm("sender", SMALL)) {
            var address = target.ask(LIMIT, "where").get("node");
            client.ask(LIMIT, "stand " + address);
            client.ask(LIMIT, guests(address, Math.max(2, seconds / 2))); // the warm-up
            put(results, "flood.quiet.", client.ask(LIMIT, guests(address, seconds)), "p50", "p99");
            for (var kind : List.of("unknown", "garbage")) {
                var id = "flood." + kind + ".";
                double before = value(target, "heap", "bytes");
                var floods = new ArrayList<CompletableFuture<Map<String, String>>>();
                for (int i = 0; i < SOURCES.size(); i++) {
                    var words = String.join(" ", "flood", kind, SOURCES.get(i), address, "" + seconds);
                    floods.add(asking(i == 0 ? one : two, words));
                }
                put(results, id, client.ask(LIMIT, guests(address, seconds)), "p50", "p99", "failures");
                double said = 0;
                double shed = 0;
                for (var flood : floods) {
                    said += Double.parseDouble(flood.get().get("said"));
                    shed += Double.parseDouble(flood.get().get("shed"));
                }
                results.put(id + "rate", said / seconds);
                results.put(id + "shed", shed / seconds);
                results.put(id + "heap", (value(target, "heap", "bytes") - before) / 1e3);
            }
            put(results, "flood.", client.ask(LIMIT, "stood"), "sent", "lost", "relinks");
        }
        return results;
    }

    private static String guests(String address, int seconds) {
        return "guests " + address + " " + seconds + " " + GUESTS_PER_SECOND;
    }

    private static CompletableFuture<Map<String, String>> asking(ChildJvm jvm, String words) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return jvm.ask(LIMIT, words);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void put(Map<String, Double> results, String id, Map<String, String> from, String... names) {
        for (var name : names) results.put(id + name, Double.valueOf(from.get(name)));
    }

    private static double value(ChildJvm jvm, String command, String name) throws IOException {
        return Double.parseDouble(jvm.ask(LIMIT, command).get(name));
    }
}
