package org.osier.shell.commands;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.osier.mesh.MeshException;
import org.osier.shell.bench.Results;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;

/** What is told of one measurement: a line for each second, and all of it at the end. */
final class BenchReport {
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};
    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Call call;
    private final Target target;
    private final BenchPlan plan;
    private final Results results;
    private long told; // whole seconds

    BenchReport(Call call, Target target, BenchPlan plan, Results results) {
        this.call = call;
        this.target = target;
        this.plan = plan;
        this.results = results;
    }

    void head() throws Failure {
        if (call.json()) return;
        out().line(target.name() + "  " + path() + "   " + Units.count(plan.size(), "byte") + " there and back, "
                + plan.pace() + ", for " + Units.seconds(plan.duration()));
        out().flush();
    }

    private String path() throws Failure {
        if (target.isSelf()) return "is this node";
        return call.mesh()
                .peer(target.id())
                .flatMap(p -> p.path())
                .map(path -> "via " + Units.address(path))
                .orElse("has no path");
    }

    /** A line when another second is over; the last one is part of the end. */
    void progress(long elapsedNanos) {
        long seconds = elapsedNanos / SECOND_NANOS;
        if (seconds == told || elapsedNanos >= plan.duration().toNanos()) return;
        long over = seconds - told;
        told = seconds;
        var lately = results.lately();
        if (call.json()) return;
        var line = String.format(Locale.ROOT, "%4d s   %s/s", seconds, Units.count(lately.getTotalCount() / over));
        if (lately.getTotalCount() > 0) {
            line += "   p50 " + ms(lately, 50) + "   p99 " + ms(lately, 99) + "   max " + millis(lately.getMaxValue());
        }
        out().line(Style.HINT, "", line);
        out().flush();
    }

    void print(Duration took, boolean interrupted) {
        results.lately();
        if (call.json()) call.out().json(document(took, interrupted));
        else screen(took, interrupted);
    }

    private void screen(Duration took, boolean interrupted) {
        var all = results.all();
        long answered = all.getTotalCount();
        var out = out();
        out.field(
                "sent",
                Style.PLAIN,
                items(
                        Units.count(results.requests()),
                        "in " + Units.seconds(took) + (interrupted ? ", ended early" : ""),
                        Units.count(perSecond(results.requests(), took)) + "/s"));
        out.field(
                "answered",
                Style.PLAIN,
                items(
                        Units.count(answered),
                        Units.count(perSecond(answered, took)) + "/s",
                        Units.bytes(perSecond(answered * plan.size(), took)) + "/s each way"));
        long failed = failed();
        if (results.lost() > 0) {
            out.field(
                    "lost",
                    Style.BAD,
                    Units.count(results.lost()) + " without an answer within " + Units.seconds(plan.timeout()));
        } else {
            out.field("lost", Style.PLAIN, "0");
        }
        if (results.open() > 0) out.field("open", Style.WARN, Units.count(results.open()));
        if (failed > 0) out.field("failed", Style.BAD, failures());
        if (answered > 0) {
            out.field(
                    "round trip",
                    Style.PLAIN,
                    items(
                            "p50 " + ms(all, 50),
                            "p90 " + ms(all, 90),
                            "p99 " + ms(all, 99),
                            "p99.9 " + ms(all, 99.9),
                            "max " + millis(all.getMaxValue())));
        }
        out.next(
                target.isSelf()
                        ? new Next("status", "for how this node is")
                        : new Next("peer " + target.word(), "for the path"));
    }

    private static List<String> items(String... items) {
        return List.of(items);
    }

    private long failed() {
        return results.failures().values().stream().mapToLong(Long::longValue).sum() - results.lost();
    }

    private List<String> failures() {
        var items = new ArrayList<String>();
        results.failures().forEach((kind, count) -> {
            if (kind == MeshException.Kind.NO_ANSWER) return;
            int code = new MeshException(kind, "").code();
            var name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            items.add(Units.count(count) + " " + name + (code == 0 ? "" : " (" + Failure.name(code) + ")"));
        });
        return items;
    }

    /** Some of what was asked is partial, none is a failure. */
    Exit exit(boolean interrupted) {
        if (results.all().getTotalCount() == 0) return Exit.FAILED;
        return interrupted || results.lost() + failed() > 0 ? Exit.PARTIAL : Exit.DONE;
    }

    private JsonObject document(Duration took, boolean interrupted) {
        var all = results.all();
        var document = Json.document("osier.bench/1");
        document.add("to", target.json());
        document.addProperty("sizeBytes", plan.size());
        document.addProperty("rate", plan.rate());
        document.addProperty("parallel", plan.rate() > 0 ? null : plan.parallel());
        document.addProperty("seconds", took.toNanos() / 1e9);
        document.addProperty("endedEarly", interrupted);
        document.addProperty("sent", results.requests());
        document.addProperty("answered", all.getTotalCount());
        document.addProperty("answeredPerSecond", all.getTotalCount() * 1e9 / Math.max(1, took.toNanos()));
        document.addProperty("lost", results.lost());
        document.addProperty("open", results.open());
        var failures = new JsonObject();
        results.failures().forEach((kind, count) -> failures.addProperty(kind.name(), count));
        document.add("failures", failures);
        var trip = new JsonObject();
        for (double percentile : PERCENTILES) {
            var name = "p" + String.valueOf(percentile).replaceAll("\\.0$", "");
            trip.addProperty(name, value(all, all.getValueAtPercentile(percentile)));
        }
        trip.addProperty("max", value(all, all.getMaxValue()));
        document.add("roundTripMs", trip);
        return document;
    }

    private static Double value(Histogram all, long nanos) {
        return all.getTotalCount() == 0 ? null : nanos / 1e6;
    }

    private static String ms(Histogram some, double percentile) {
        return millis(some.getValueAtPercentile(percentile));
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.3f ms" : "%.1f ms", nanos / 1e6);
    }

    private static long perSecond(long count, Duration took) {
        return Math.round(count * 1e9 / Math.max(1, took.toNanos()));
    }

    private Out out() {
        return call.out();
    }
}
