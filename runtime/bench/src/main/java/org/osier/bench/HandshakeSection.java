package org.osier.bench;

import static org.osier.bench.report.Goal.ratioAtLeast;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osier.bench.jvm.Placement;
import org.osier.bench.report.Row;

/** Handshakes between two processes, beside the bare primitives of both sides. */
final class HandshakeSection implements Section {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "handshakes";
    }

    @Override
    public String title() {
        return "Handshakes between two processes, each with its TCP connection";
    }

    @Override
    public List<Row> rows() {
        var one = "handshake.bare.one";
        var all = "handshake.bare.all";
        return List.of(
                Row.raw(one, "bare primitives, one thread", "/s"),
                Row.raw("handshake.osier.one", "one after the other, on one processor", "/s")
                        .against(one)
                        .goal(ratioAtLeast(0.5)),
                Row.raw(all, "bare primitives, all processors", "/s"),
                Row.raw("handshake.osier.all", "all processors", "/s")
                        .against(all)
                        .goal(ratioAtLeast(0.5)));
    }

    @Override
    public Map<String, Double> run(Setup setup) throws Exception {
        var results = new HashMap<String, Double>();
        results.putAll(run(setup, Placement.TOGETHER, "one"));
        results.putAll(run(setup, Placement.FREE, "all"));
        return results;
    }

    private static Map<String, Double> run(Setup setup, Placement placement, String how) throws Exception {
        try (var server = setup.server(placement);
                var client = setup.client(placement)) {
            var where = server.ask(LIMIT, "where");
            var command = "handshakes " + where.get("handshake") + " " + setup.permille() + " " + how;
            var results = new HashMap<String, Double>();
            client.ask(LIMIT, command).forEach((id, perSecond) -> results.put(id, Double.parseDouble(perSecond)));
            return results;
        }
    }
}
