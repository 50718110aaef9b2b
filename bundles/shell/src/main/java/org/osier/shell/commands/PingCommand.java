package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osier.mesh.MeshException;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Units;

/** {@code ping PEER}: round trips over the peer's best link. Ends with 3 if some were lost, with 1 if all were. */
final class PingCommand implements Command {
    private static final int COUNT = 3;
    private static final int MAX_COUNT = 1_000;
    private static final int INTERVAL_MS = 200;
    private static final int MAX_INTERVAL_MS = 60_000;

    /** A little more than the mesh itself waits (Mesh.ping), so that its own answer comes first. */
    private static final Duration LIMIT = Duration.ofSeconds(11);

    private static final Synopsis SYNOPSIS = new Synopsis(
            "ping",
            "Round trips to a peer over its best link",
            List.of("PEER"),
            List.of(
                    new Option("-n", "COUNT", "how many, 1 to " + MAX_COUNT + " (" + COUNT + ")"),
                    new Option(
                            "--interval",
                            "MS",
                            "pause between two in ms, 0 to " + MAX_INTERVAL_MS + " (" + INTERVAL_MS + ")")));

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure, InterruptedException {
        int count = call.args().number("-n", 1, MAX_COUNT, COUNT);
        int intervalMs = call.args().number("--interval", 0, MAX_INTERVAL_MS, INTERVAL_MS);
        var target = Target.find(call.mesh(), call.args().operand(0));
        if (target.isSelf()) throw call.args().wrongUse(target.name() + " is this node: there is no way to measure.");
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < count; i++) {
            if (i > 0) Thread.sleep(intervalMs);
            var round = round(call, target, rounds);
            rounds.add(round);
            if (!call.json()) {
                call.out().line(target.name() + "  " + round.text());
                call.out().flush();
            }
        }
        return finish(call, target, rounds);
    }

    private static Round round(Call call, Target target, List<Round> before) throws Failure, InterruptedException {
        var mesh = call.mesh();
        try {
            var time = Waiting.on(mesh.ping(target.id()), LIMIT);
            return new Round(Units.millis(time), path(call, target), null);
        } catch (MeshException e) {
            if (e.kind() == MeshException.Kind.UNREACHABLE && before.isEmpty()) {
                throw MeshFailures.of(e, target.name(), new Next("doctor " + target.word(), "for the likely cause"))
                        .with(String.valueOf(e.getMessage()));
            }
            return new Round(0, "-", String.valueOf(e.getMessage()));
        }
    }

    /** The path may have changed since the command began. */
    private static String path(Call call, Target target) throws Failure {
        return call.mesh()
                .peer(target.id())
                .flatMap(p -> p.path())
                .map(Units::address)
                .orElse("-");
    }

    private static Exit finish(Call call, Target target, List<Round> rounds) {
        var times =
                rounds.stream().filter(Round::received).mapToDouble(Round::ms).summaryStatistics();
        if (call.json()) {
            call.out().json(document(target, rounds, times));
        } else {
            call.out().line(summary(rounds.size(), times));
            call.out().next(new Next("peer " + target.word(), "for all about it"));
        }
        if (times.getCount() == rounds.size()) return Exit.DONE;
        return times.getCount() == 0 ? Exit.FAILED : Exit.PARTIAL;
    }

    private static String summary(int sent, DoubleSummaryStatistics times) {
        var summary = sent + " sent, " + times.getCount() + " received";
        if (times.getCount() == 0) return summary;
        return summary + ", min/avg/max " + Units.exactMillis(times.getMin()) + "/"
                + Units.exactMillis(times.getAverage()) + "/" + Units.exactMillis(times.getMax()) + " ms";
    }

    private static JsonObject document(Target target, List<Round> rounds, DoubleSummaryStatistics times) {
        var document = Json.document("osier.ping/1");
        document.add("to", target.json());
        document.addProperty("sent", rounds.size());
        document.addProperty("received", times.getCount());
        boolean any = times.getCount() > 0;
        document.addProperty("minMs", any ? times.getMin() : null);
        document.addProperty("avgMs", any ? times.getAverage() : null);
        document.addProperty("maxMs", any ? times.getMax() : null);
        var list = new JsonArray();
        for (var round : rounds) {
            var json = new JsonObject();
            json.addProperty("ms", round.received() ? round.ms : null);
            json.addProperty("error", round.error);
            list.add(json);
        }
        document.add("rounds", list);
        return document;
    }

    /** One ping. @param error why there was no answer, null if there was one */
    private record Round(double ms, String path, @Nullable String error) {
        boolean received() {
            return error == null;
        }

        String text() {
            return error != null ? "lost: " + error : "via " + path + "   " + Units.exactMillis(ms) + " ms";
        }
    }
}
