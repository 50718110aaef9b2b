package org.osier.bench;

import static org.osier.bench.report.Goal.ratioAtLeast;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        return "Handshakes over loopback between two processes, each with its TCP connection";
    }

    @Override
    public List<Row> rows() {
        var one = "handshake.bare.one";
        var all = "handshake.bare.all";
        return List.of(
                Row.raw(one, "bare primitives, one thread", "/s"),
                Row.raw("handshake.osier.one", "one after the other", "/s")
                        .against(one)
                        .goal(ratioAtLeast(0.5)),
                Row.raw(all, "bare primitives, all processors", "/s"),
                Row.raw("handshake.osier.all", "all processors", "/s")
                        .against(all)
                        .goal(ratioAtLeast(0.5)));
    }

    @Override
    public Map<String, Double> run(Setup setup) throws Exception {
        try (var server = setup.server();
                var client = setup.client()) {
            var where = server.ask(LIMIT, "where");
            var command = "handshakes " + where.get("handshake") + " " + setup.permille();
            var results = new HashMap<String, Double>();
            client.ask(LIMIT, command).forEach((id, perSecond) -> results.put(id, Double.parseDouble(perSecond)));
            return results;
        }
    }
}
