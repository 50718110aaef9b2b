package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osier.mesh.CandidateStatus;
import org.osier.mesh.CandidateStatus.Why;
import org.osier.node.NodeId;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Table;
import org.osier.shell.screen.Units;

/** What is shown of those whom discoveries found. */
final class CandidateRows {
    /** Rows of a screen: nobody reads more, and a document has the rest. */
    private static final int MAX_ROWS = 100;

    private final List<CandidateStatus> candidates;

    CandidateRows(List<CandidateStatus> candidates) {
        this.candidates = List.copyOf(candidates);
    }

    void print(Out out) {
        if (candidates.isEmpty()) {
            out.line("nobody was found yet");
            return;
        }
        var table = new Table("ID", "ADDRESSES", "FROM", "WHY NOT DIALLED NOW");
        for (var one : candidates.subList(0, Math.min(MAX_ROWS, candidates.size()))) {
            table.row(
                    one.proved(),
                    Span.of(one.id().map(NodeId::brief).orElse("?")),
                    Span.of(one.addresses().stream().map(Units::address).collect(Collectors.joining(", "))),
                    Span.of(String.join(" ", one.discoveries())),
                    new Span(style(one.why()), why(one)));
        }
        table.print(out);
        if (candidates.size() > MAX_ROWS)
            out.line(".. " + Units.count(candidates.size() - MAX_ROWS) + " more: --json has all");
        out.line(Units.count(candidates.size(), "candidate") + ", " + Units.count(count(Why.LINKED)) + " linked, "
                + Units.count(proved()) + " proved (*)");
    }

    private static String why(CandidateStatus one) {
        return one.why().text()
                + one.pause()
                        .map(p -> ", again in " + Units.span(p.plus(Duration.ofMillis(999))))
                        .orElse("");
    }

    private static Style style(Why why) {
        return switch (why) {
            case LINKED -> Style.GOOD;
            case DIALLING, DUE, ENOUGH, OURSELVES -> Style.PLAIN;
            case BUDGET, PREFIX_FULL, PAUSE, NO_TRANSPORT -> Style.WARN;
            case KEY_MISMATCH, NOT_ADMITTED -> Style.BAD;
        };
    }

    private long count(Why why) {
        return candidates.stream().filter(c -> c.why() == why).count();
    }

    private long proved() {
        return candidates.stream().filter(CandidateStatus::proved).count();
    }

    JsonObject count() {
        var json = new JsonObject();
        for (var why : Why.values()) json.addProperty(word(why), count(why));
        return json;
    }

    private static String word(Why why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    JsonArray json() {
        var list = new JsonArray();
        for (var one : candidates) {
            var json = new JsonObject();
            json.addProperty("id", one.id().map(NodeId::toString).orElse(null));
            json.addProperty(
                    "bootId",
                    one.bootId().map(b -> HexFormat.of().toHexDigits(b)).orElse(null));
            json.add("addresses", texts(one.addresses()));
            json.add("discoveries", texts(one.discoveries()));
            json.addProperty("proved", one.proved());
            json.addProperty("why", word(one.why()));
            json.addProperty("pauseMs", one.pause().map(Duration::toMillis).orElse(null));
            list.add(json);
        }
        return list;
    }

    private static JsonArray texts(List<?> all) {
        var list = new JsonArray();
        for (var one : all) list.add(one.toString());
        return list;
    }
}
