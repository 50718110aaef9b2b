package org.osier.bench;

import static org.osier.bench.report.Goal.atLeast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osier.bench.jvm.Placement;
import org.osier.bench.report.Row;

/** Messages one way between two processes. */
final class FlowSection implements Section {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "flows";
    }

    @Override
    public String title() {
        return "One way, one sender: two processes, a processor each";
    }

    @Override
    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var size : List.of("64B", "1KiB", "64KiB")) {
            boolean large = size.equals("64KiB");
            var unit = large ? "GB/s" : "/s";
            var raw = "flow.raw." + size;
            var ueps = Row.raw("flow.ueps." + size, size + " with UEPS", unit).against(raw);
            if (large) ueps = ueps.goal(atLeast(0.4));
            if (size.equals("64B")) ueps = ueps.goal(atLeast(400_000));
            rows.add(Row.raw(raw, size + " raw NIO", unit));
            rows.add(Row.raw("flow.session." + size, size + " session only", unit)
                    .against(raw));
            rows.add(ueps);
        }
        rows.add(Row.raw("flow.first.64KiB", "64KiB with UEPS, the first 66 MB of a process", "GB/s")
                .against("flow.ueps.64KiB"));
        return rows;
    }

    @Override
    public Map<String, Double> run(Setup setup) throws Exception {
        try (var server = setup.server(Placement.APART);
                var client = setup.client(Placement.APART)) {
            var where = server.ask(LIMIT, "where");
            var command = "flows " + where.get("node") + " " + where.get("raw") + " " + setup.permille();
            var results = new HashMap<String, Double>();
            client.ask(LIMIT, command).forEach((id, perSecond) -> {
                double factor = id.endsWith(".64KiB") ? 65_536 / 1e9 : 1; // payload alone
                results.put(id, Double.parseDouble(perSecond) * factor);
            });
            return results;
        }
    }
}
