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
 * One node with 10,000 idle links: nodes of another JVM dial it, all at once as far as the machine can; they are left
 * alone for a minute, in which pings alone keep the links; then the one node sends a message to each.
 */
final class CrowdSection implements Section {
    private static final int LINKS = 10_000;
    private static final int IDLE_SECONDS = 60;
    /** As small as a node of this size may be given. */
    private static final List<String> HEAP_OF_ONE = List.of("-XX:-AlwaysPreTouch", "-Xms64m", "-Xmx512m");
    /** Ten thousand whole nodes, each with its buffers. */
    private static final List<String> HEAP_OF_MANY = List.of("-XX:-AlwaysPreTouch", "-Xms256m", "-Xmx5g");

    /** Then it stops, and says what there was. */
    static final Duration LINK_LIMIT = Duration.ofMinutes(8);

    private static final Duration LIMIT = LINK_LIMIT.plusMinutes(1);

    @Override
    public String name() {
        return "crowd";
    }

    @Override
    public String title() {
        return "One node with a crowd of idle links";
    }

    @Override
    public List<Row> rows() {
        return List.of(
                Row.raw("crowd.links", "linked", "nodes"),
                Row.raw("crowd.linking", "until all stand", "s"),
                Row.raw("crowd.link", "the one's loop, for a link", "µs"),
                Row.raw("crowd.heap", "heap in use of the one (-Xmx512m)", "MB").goal(Goal.atMost(400)),
                Row.raw("crowd.rss", "resident memory of the one", "MB"),
                Row.raw("crowd.idle", "processor of the one while idle", "%").goal(Goal.atMost(10)),
                Row.raw("crowd.loop", "of it, the node's loop", "%"),
                Row.raw("crowd.kept", "still linked after that", "nodes"),
                Row.raw("crowd.telling", "a message to each, until the last was taken", "ms"),
                Row.raw("crowd.lost", "not reached exactly once", "nodes").goal(Goal.atMost(0)),
                Row.raw("crowd.again", "until all have linked again, beside", "s"),
                Row.raw("crowd.relink", "the one's loop, for such a link", "µs"));
    }

    @Override
    public Map<String, Double> run(Setup setup) throws Exception {
        int links = Math.max(20, LINKS * setup.permille() / 1_000);
        int idle = Math.max(2, IDLE_SECONDS * setup.permille() / 1_000);
        var results = new HashMap<String, Double>();
        try (var one = setup.server(Placement.FREE, HEAP_OF_ONE);
                var many = setup.client(Placement.FREE, HEAP_OF_MANY)) {
            var address = one.ask(LIMIT, "where").get("node");
            many.ask(LIMIT, "members " + links);
            join(one, many, address, links, results, "crowd.linking", "crowd.link");
            results.put("crowd.links", linked(one, links));
            results.put("crowd.heap", value(one, "heap", "bytes") / 1e6);
            var idled = one.ask(LIMIT, "idle " + idle);
            for (var what : List.of("idle", "loop")) results.put("crowd." + what, Double.valueOf(idled.get(what)));
            results.put("crowd.kept", linked(one, links));
            var told = one.ask(LIMIT, "tell");
            results.put("crowd.telling", Double.valueOf(told.get("ms")));
            double once = value(many, "told", "once");
            results.put("crowd.lost", links - Math.min(once, Double.parseDouble(told.get("taken"))));
            join(one, many, address, links, results, "crowd.again", "crowd.relink");
            results.put("crowd.rss", value(one, "rss", "bytes") / 1e6);
        }
        return results;
    }

    private static void join(
            ChildJvm one,
            ChildJvm many,
            String address,
            int links,
            Map<String, Double> results,
            String seconds,
            String loopMicros)
            throws IOException {
        double loop = value(one, "loop", "nanos");
        long begun = System.nanoTime();
        many.ask(LIMIT, "join " + address + " " + LINK_LIMIT.toSeconds());
        results.put(seconds, (System.nanoTime() - begun) / 1e9);
        results.put(loopMicros, (value(one, "loop", "nanos") - loop) / 1e3 / links);
    }

    private static double linked(ChildJvm one, int links) throws IOException {
        return value(one, "linked " + links, "links");
    }

    private static double value(ChildJvm jvm, String question, String name) throws IOException {
        return Double.parseDouble(jvm.ask(LIMIT, question).get(name));
    }
}
