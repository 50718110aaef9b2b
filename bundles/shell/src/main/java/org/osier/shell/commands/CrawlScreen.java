package org.osier.shell.commands;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.osier.crawl.CrawlPlan;
import org.osier.crawl.CrawlReport;
import org.osier.crawl.CrawledNode;
import org.osier.mesh.MeshException;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Table;
import org.osier.shell.screen.Units;

/** A crawl and what it found: a table on a terminal, lines with tabs for programs, or a document. */
final class CrawlScreen {
    /** The crawl keeps its deadline itself; this one is for a bundle that has gone. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private static final List<String> COLUMNS =
            List.of("id", "name", "role", "addresses", "depth", "via", "known", "note");
    private static final String NOTHING = "-";

    private final Call call;
    private final NodeId self;
    private final CrawlWords words;
    private final CrawlReport report;
    private final Map<NodeId, String> names = new HashMap<>();

    private CrawlScreen(Call call, NodeId self, CrawlWords words, CrawlReport report) {
        this.call = call;
        this.self = self;
        this.words = words;
        this.report = report;
        for (var node : report.nodes()) names.put(node.id(), node.name());
    }

    /** Ends with 1 if nobody answered, with 3 if the deadline or a cap was reached. */
    static Exit run(Call call, CrawlWords words) throws Failure, InterruptedException {
        var crawl = call.crawler().crawl(words.plan());
        var self = call.mesh().self().id();
        var screen = new CrawlScreen(call, self, words, await(call, crawl, words.plan()));
        if (call.json()) call.out().json(CrawlJson.document(words, screen.report));
        else if (call.out().isTerminal()) screen.table();
        else screen.lines();
        if (screen.report.answered() == 0) return Exit.FAILED;
        return screen.report.deadlineReached() || screen.report.capReached() ? Exit.PARTIAL : Exit.DONE;
    }

    private static CrawlReport await(Call call, CompletionStage<CrawlReport> crawl, CrawlPlan plan)
            throws Failure, InterruptedException {
        try {
            if (!call.json() && call.out().isTerminal()) tellIfItTakesTime(call, crawl, plan);
            return Waiting.on(crawl, plan.timeout().plus(GRACE));
        } catch (MeshException e) {
            throw Failure.osier(e.code(), "the crawl came to nothing.", Next.say("try again in a moment"))
                    .with(String.valueOf(e.getMessage()));
        } finally {
            crawl.toCompletableFuture().cancel(false); // nothing, unless nobody waits for it any more
        }
    }

    private static void tellIfItTakesTime(Call call, CompletionStage<CrawlReport> crawl, CrawlPlan plan)
            throws InterruptedException {
        try {
            crawl.toCompletableFuture().get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            call.out().line(Style.HINT, "  ", "asking, for " + Units.span(plan.timeout()) + " at most; Ctrl-C ends it");
            call.out().flush();
        } catch (ExecutionException e) {
            // Said by whoever waits for it.
        }
    }

    private void table() {
        var table = new Table("NAME", "ID", "ROLE", "DEPTH", "VIA", "KNOWN", "ADDRESSES", "NOTE");
        for (var node : report.nodes()) {
            table.row(
                    node.id().equals(self),
                    Span.of(node.name()),
                    Span.of(node.id().brief()),
                    Span.of(role(node)),
                    Span.of("" + node.depth()),
                    Span.of(node.via().map(this::name).orElse(NOTHING)),
                    new Span(node.verified() ? Style.GOOD : Style.WARN, known(node)),
                    Span.of(firstAddress(node)),
                    Span.of(node.why()));
        }
        table.print(call.out());
        call.out().line(summary());
        call.out().next(next());
    }

    private void lines() {
        call.out().cells(COLUMNS);
        for (var node : report.nodes()) {
            call.out()
                    .cells(List.of(
                            node.id().toString(),
                            node.name(),
                            role(node),
                            orNothing(
                                    addresses(node).stream().map(URI::toString).collect(Collectors.joining(" "))),
                            "" + node.depth(),
                            node.via().map(NodeId::toString).orElse(NOTHING),
                            known(node),
                            orNothing(node.why())));
        }
        // Not among the lines: what reads them counts them.
        call.out().forFailure().line(summary());
    }

    private String name(NodeId id) {
        return names.getOrDefault(id, id.brief());
    }

    static String role(CrawledNode node) {
        return node.record().map(r -> r.role().name().toLowerCase(Locale.ROOT)).orElse(NOTHING);
    }

    static String known(CrawledNode node) {
        return node.verified() ? "verified" : "hearsay";
    }

    private static List<URI> addresses(CrawledNode node) {
        return node.record().map(NodeRecord::addresses).orElse(List.of());
    }

    private static String firstAddress(CrawledNode node) {
        var all = addresses(node);
        if (all.isEmpty()) return NOTHING;
        return Units.address(all.get(0)) + (all.size() == 1 ? "" : " +" + (all.size() - 1));
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? NOTHING : text;
    }

    private String summary() {
        int all = report.nodes().size();
        var text = new StringBuilder(Units.count(all, "node"))
                .append(": ")
                .append(Units.count(report.verified()))
                .append(" verified, ")
                .append(Units.count(all - report.verified()))
                .append(" hearsay, in ")
                .append(took());
        if (report.answered() == 0) text.append("; nobody answered");
        if (report.deadlineReached()) text.append("; the deadline was reached");
        if (report.capReached())
            text.append("; no room for more than " + Units.count(words.plan().maxNodes()));
        if (report.dropped() > 0) text.append("; " + Units.count(report.dropped(), "record") + " that did not hold");
        return text.toString();
    }

    private String took() {
        return report.took().toSeconds() < 1 ? Units.roundTrip(report.took()) : Units.seconds(report.took());
    }

    private boolean knowsSomebody() {
        return call.node().mesh().get().filter(mesh -> !mesh.peers().isEmpty()).isPresent();
    }

    private Next next() {
        var plan = words.plan();
        if (report.answered() == 0) {
            return report.nodes().size() > 1 || !words.start().isSelf() || knowsSomebody()
                    ? new Next("doctor", "for the likely cause")
                    : new Next("invite", "to add a node");
        }
        if (report.deadlineReached() && plan.timeout().compareTo(CrawlPlan.MAX_TIMEOUT) < 0) {
            var longer = plan.timeout().multipliedBy(4);
            if (longer.compareTo(CrawlPlan.MAX_TIMEOUT) > 0) longer = CrawlPlan.MAX_TIMEOUT;
            return new Next(words.command(plan.timeout(longer)), "to wait longer");
        }
        if (report.capReached() && plan.maxNodes() < CrawlPlan.MAX_NODES) {
            int more = (int) Math.min(CrawlPlan.MAX_NODES, 4L * plan.maxNodes());
            return new Next(words.command(plan.maxNodes(more)), "for more");
        }
        if (report.nodes().stream().anyMatch(node -> !plan.reaches(node.depth()))) {
            return new Next(words.command(plan.depth(CrawlPlan.UNLIMITED)), "to ask those, too");
        }
        return report.nodes().stream()
                .filter(node -> node.verified() && !node.id().equals(self))
                .findFirst()
                .map(node -> new Next("peer " + Target.word(node.name(), node.id()), "for all about one"))
                .orElse(new Next("peers", "for everyone this node knows itself"));
    }
}
