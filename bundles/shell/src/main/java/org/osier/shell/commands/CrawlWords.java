package org.osier.shell.commands;

import java.util.ArrayList;
import java.util.List;
import org.osier.crawl.CrawlPlan;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.node.NodeId;

/**
 * What the words of {@code peers} ask of a crawl.
 *
 * @param start who is asked first
 */
record CrawlWords(Target start, CrawlPlan plan) {
    static final String OPERAND = "[@NODE]";

    private static final String LINKED = "--rpc";
    private static final String RECORDS = "--gossip";
    private static final String DEPTH = "--depth";
    private static final String MAX = "--max-peers";
    private static final String TIMEOUT = "--timeout";

    /** Without any of the options. */
    private static final CrawlPlan DEFAULT = CrawlPlan.from(NodeId.of(new byte[NodeId.BYTES]), Scope.LINKED);

    static final List<Option> OPTIONS = List.of(
            new Option(LINKED, "", "asks nodes whom they are linked with, from this one or @NODE on"),
            new Option(RECORDS, "", "asks them for everybody whose record they hold"),
            new Option(DEPTH, "N", "so many links away nodes are asked, -1: all; 0 to 64 (" + DEFAULT.depth() + ")"),
            new Option(MAX, "N", "keeps so many, 1 to " + CrawlPlan.MAX_NODES + " (" + DEFAULT.maxNodes() + ")"),
            new Option(
                    TIMEOUT,
                    "S",
                    "ends after so many s, up to " + CrawlPlan.MAX_TIMEOUT.toSeconds() + " ("
                            + DEFAULT.timeout().toSeconds() + ")"));

    static boolean wanted(Args args) {
        return args.optionalOperand(0).isPresent() || OPTIONS.stream().anyMatch(option -> args.has(option.name()));
    }

    static CrawlWords of(Call call) throws Failure {
        var args = call.args();
        if (args.has(LINKED) && args.has(RECORDS)) {
            throw args.wrongUse(
                    "one of " + LINKED + " and " + RECORDS + ": a crawl asks for the one or for the other.");
        }
        if (args.has(Option.WATCH.name())) {
            throw args.wrongUse(
                    Option.WATCH.name() + " does not go with a crawl: it would ask the whole mesh again and again.");
        }
        int depth = args.number(DEPTH, CrawlPlan.UNLIMITED, CrawlPlan.MAX_DEPTH, DEFAULT.depth());
        int most = args.number(MAX, 1, CrawlPlan.MAX_NODES, DEFAULT.maxNodes());
        var time = args.seconds(TIMEOUT, CrawlPlan.MAX_TIMEOUT, DEFAULT.timeout());
        var start = start(call);
        var scope = args.has(RECORDS) ? Scope.RECORDS : Scope.LINKED;
        var plan = CrawlPlan.from(start.id(), scope).depth(depth).maxNodes(most).timeout(time);
        return new CrawlWords(start, plan);
    }

    private static Target start(Call call) throws Failure {
        var word = call.args().optionalOperand(0).orElse("@self");
        if (!word.startsWith("@") || word.length() == 1) {
            throw call.args().wrongUse("peers takes @NODE, for example @beta: that node is asked first.");
        }
        return Target.find(call.mesh(), word.substring(1));
    }

    String name() {
        return plan.scope() == Scope.LINKED ? LINKED : RECORDS;
    }

    /** What to type for the same with another plan: without what is as usual. */
    String command(CrawlPlan other) {
        var words = new ArrayList<>(List.of("peers", name()));
        if (other.depth() != DEFAULT.depth()) words.addAll(List.of(DEPTH, "" + other.depth()));
        if (other.maxNodes() != DEFAULT.maxNodes()) words.addAll(List.of(MAX, "" + other.maxNodes()));
        if (!other.timeout().equals(DEFAULT.timeout())) {
            words.addAll(List.of(TIMEOUT, "" + Math.max(1, other.timeout().toSeconds())));
        }
        if (!start.isSelf()) words.add("@" + start.word());
        return String.join(" ", words);
    }
}
