package org.osier.bench;

import static org.osier.bench.report.Goal.ratioAtLeast;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.osier.bench.jvm.Placement;
import org.osier.bench.report.Row;

/** The same messages by Osier and by JGroups, encrypted, between two processes. */
final class JGroupsSection implements Section {
    private static final int KEY_BYTES = 32;
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @Override
    public String name() {
        return "jgroups";
    }

    @Override
    public String title() {
        return "Beside JGroups 5.5 over TCP with SYM_ENCRYPT: two processes, a processor each";
    }

    @Override
    public List<Row> rows() {
        var rows = new ArrayList<Row>();
        for (var size : List.of("64B", "1KiB", "64KiB")) {
            var unit = size.equals("64KiB") ? "GB/s" : "/s";
            var theirs = "jgroups.flow." + size;
            rows.add(Row.raw(theirs, size + " one way, JGroups", unit));
            var ours = Row.raw("beside.flow." + size, size + " one way with UEPS", unit)
                    .against(theirs);
            rows.add(size.equals("1KiB") ? ours.goal(ratioAtLeast(2.5)) : ours);
        }
        rows.add(Row.raw("jgroups.trip", "64 B chained, p50, JGroups", "us"));
        rows.add(Row.raw("beside.trip", "64 B chained, p50", "us").against("jgroups.trip"));
        return rows;
    }

    @Override
    public Map<String, Double> run(Setup setup) throws Exception {
        var bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        var key = HexFormat.of().formatHex(bytes);
        try (var server = setup.server(Placement.APART);
                var client = setup.client(Placement.APART)) {
            var port = server.ask(LIMIT, "jgroups " + key).get("port");
            var node = server.ask(LIMIT, "where").get("node");
            var results = new HashMap<String, Double>();
            client.ask(LIMIT, "jgroups " + node + " " + key + " " + port + " " + setup.permille())
                    .forEach((id, value) -> results.put(id, Double.parseDouble(value) * factor(id)));
            return results;
        }
    }

    private static double factor(String id) {
        if (id.endsWith(".trip")) return 1e-3; // nanoseconds
        return id.endsWith(".64KiB") ? 65_536 / 1e9 : 1; // payload alone
    }
}
