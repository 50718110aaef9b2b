package org.osier.itest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two nodes as processes, beta dials alpha, and the traffic example on both. */
record Pair(CommandLine alpha, CommandLine beta, String alphaId, String betaId) {
    private static final String TRAFFIC = "traffic.jar";

    /**
     * Starts alpha.
     *
     * @param listen where it listens
     */
    static CommandLine alpha(Nodes nodes, String listen) throws Exception {
        var cluster = cluster(nodes).toString();
        if (nodes.at("alpha").call("cluster", "create", cluster).code() != 0) throw new AssertionError("no cluster");
        return nodes.start("alpha", "--listen", listen, "--cluster", cluster);
    }

    /** Starts beta as a member of the same cluster. @param more options of the start */
    static CommandLine beta(Nodes nodes, String... more) throws Exception {
        var words = new ArrayList<>(List.of("--cluster", cluster(nodes).toString()));
        words.addAll(List.of(more));
        return nodes.start("beta", words.toArray(String[]::new));
    }

    /** Starts beta, and waits until traffic can be asked for. @param listen nothing that alpha would rather dial */
    static Pair with(Nodes nodes, CommandLine alpha, String listen, String seed) throws Exception {
        var beta = beta(nodes, "--listen", listen, "--seed", seed);
        var pair = new Pair(alpha, beta, id(alpha), id(beta));
        for (var node : List.of(alpha, beta)) {
            HomeFiles.drop(Assembled.example("org.osier.examples.traffic"), node.home(), "deploy", TRAFFIC);
        }
        Until.so("link", () -> pair.path().isPresent());
        for (var node : List.of(alpha, beta)) Until.so("traffic", () -> answers(node));
        return pair;
    }

    private static Path cluster(Nodes nodes) {
        return nodes.folder().resolve("cluster.json");
    }

    private static String id(CommandLine node) throws Exception {
        return node.ask("status").get("id").getAsString();
    }

    private static boolean answers(CommandLine node) throws Exception {
        return node.call("request", "self", "" + Flow.ARRIVED, "1").code() == 0;
    }

    /** Messages to alpha. */
    Flow toAlpha(int run) {
        return new Flow(asks(beta), asks(alpha), alphaId, run);
    }

    /** Messages to beta. */
    Flow toBeta(int run) {
        return new Flow(asks(alpha), asks(beta), betaId, run);
    }

    private static Flow.Handlers asks(CommandLine node) {
        return (intent, text) -> node.request("self", "" + intent, text);
    }

    /** What carries from beta to alpha; empty: nothing at the moment. */
    Optional<String> path() throws Exception {
        var answer = beta.call("peer", alphaId, "--json");
        if (answer.code() != 0) return Optional.empty();
        var path = answer.json().get("path");
        return path == null || path.isJsonNull() ? Optional.empty() : Optional.of(path.toString());
    }

    long links() throws Exception {
        return beta.ask("peer", alphaId).getAsJsonObject("counts").get("links").getAsLong();
    }

    long restarts() throws Exception {
        return beta.ask("peer", alphaId)
                .getAsJsonObject("counts")
                .get("restarts")
                .getAsLong();
    }
}
