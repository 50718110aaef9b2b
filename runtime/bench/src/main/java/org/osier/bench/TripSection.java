package org.osier.bench;

import static org.osier.bench.report.Goal.ratioAtMost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osier.bench.jvm.Placement;
import org.osier.bench.report.Row;

/** Round trips between two processes, beside a raw NIO echo. */
final class TripSection implements Section {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Placement placement;

    TripSection(Placement placement) {
        this.placement = placement;
    }

    @Override
    public String name() {
        return placement == Placement.APART ? "trips-apart" : "trips-together";
    }

    @Override
    public String title() {
        return "Round trips, reply 64 B: two processes, "
                + (placement == Placement.APART ? "a processor each" : "on one processor");
    }

    @Override
    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var size : List.of("64B", "1KiB", "64KiB")) {
            for (var rank : List.of("p50", "p99")) {
                var raw = "trip.raw." + size + "." + rank;
                var chained = Row.raw("trip.chained." + size + "." + rank, size + " chained " + rank, "us")
                        .against(raw);
                if (rank.equals("p50") && size.equals("64B")) chained = chained.goal(ratioAtMost(3));
                if (rank.equals("p50") && size.equals("64KiB")) chained = chained.goal(ratioAtMost(8));
                rows.add(Row.raw(raw, size + " raw NIO " + rank, "us"));
                rows.add(chained);
                rows.add(Row.raw("trip.pool." + size + "." + rank, size + " blocking caller, pool " + rank, "us")
                        .against(raw));
            }
        }
        return rows;
    }

    @Override
    public Map<String, Double> run(Setup setup) throws Exception {
        try (var server = setup.server(placement);
                var client = setup.client(placement)) {
            var where = server.ask(LIMIT, "where");
            var command = "trips " + where.get("node") + " " + where.get("raw") + " " + setup.permille();
            var results = new HashMap<String, Double>();
            client.ask(LIMIT, command).forEach((id, nanos) -> results.put(id, Double.parseDouble(nanos) / 1_000));
            return results;
        }
    }
}
