package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.osier.shell.doctor.Checkup;
import org.osier.shell.doctor.Finding;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;

/** {@code doctor [PEER]}: what is wrong, why it probably is, and what to do. */
final class DoctorCommand implements Command {
    private static final Synopsis SYNOPSIS = new Synopsis(
                    "doctor", "What is wrong here or with a peer, and the likely cause", List.of("[PEER]"), List.of())
            .watchable();

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure {
        var now = call.node().clock().instant();
        var findings = findings(call, new Checkup(call.node().home(), now));
        long problems = findings.stream().filter(Finding::isProblem).count();
        if (call.json()) call.out().json(document(findings, problems));
        else screen(call.out(), findings, problems, now);
        return problems == 0 ? Exit.DONE : Exit.FAILED;
    }

    private static List<Finding> findings(Call call, Checkup checkup) throws Failure {
        var word = call.args().optionalOperand(0);
        if (word.isEmpty()) return whole(call, checkup);
        var mesh = call.mesh();
        var target = Target.find(mesh, word.get());
        return target.peer().isPresent() ? checkup.peer(mesh, target.peer().get()) : whole(call, checkup);
    }

    private static List<Finding> whole(Call call, Checkup checkup) {
        return checkup.node(call.node().mesh().get(), call.node().health().get());
    }

    private static void screen(Out out, List<Finding> findings, long problems, Instant now) {
        for (var finding : findings) print(out, finding, now);
        out.line(problems == 0 ? Style.GOOD : Style.BAD, "  ", Units.count(problems, "problem"));
    }

    private static void print(Out out, Finding finding, Instant now) {
        var lead = List.of(
                Span.of("  "),
                new Span(style(finding.level()), String.format("%-6s", word(finding.level()))),
                Span.of(String.format("%-10s  ", finding.subject())));
        boolean dialled = !finding.attempts().isEmpty();
        var code = finding.code() == 0 || dialled ? "" : Failure.name(finding.code()) + " ";
        out.hanging(lead, code + finding.text());
        boolean named = finding.attempts().stream()
                .anyMatch(a -> !Units.address(a.address()).equals(finding.subject()));
        AttemptRows.below(out, "          ", finding.attempts(), named, now);
        if (!finding.likely().isEmpty()) out.line("        likely: " + finding.likely());
        if (!finding.next().isEmpty()) out.line(Style.HINT, "        ", "next: " + finding.next());
    }

    private static String word(Finding.Level level) {
        return switch (level) {
            case OK -> "ok";
            case NOTE -> "-";
            case HINT -> "hint";
            case FAIL -> "FAIL";
        };
    }

    private static Style style(Finding.Level level) {
        return switch (level) {
            case OK -> Style.GOOD;
            case NOTE -> Style.PLAIN;
            case HINT -> Style.WARN;
            case FAIL -> Style.BAD;
        };
    }

    private static JsonObject document(List<Finding> findings, long problems) {
        var document = Json.document("osier.doctor/1");
        document.addProperty("problems", problems);
        var list = new JsonArray();
        for (var finding : findings) {
            var json = new JsonObject();
            json.addProperty("level", finding.level().name().toLowerCase(Locale.ROOT));
            json.addProperty("subject", finding.subject());
            json.addProperty("code", finding.code() == 0 ? null : Failure.name(finding.code()));
            json.addProperty("text", finding.text());
            json.addProperty("likely", finding.likely().isEmpty() ? null : finding.likely());
            json.addProperty("next", finding.next().isEmpty() ? null : finding.next());
            json.add("attempts", PeerJson.attempts(finding.attempts()));
            list.add(json);
        }
        document.add("findings", list);
        return document;
    }
}
