package org.osier.launcher.demo;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** They find each other by themselves: each node has a link to each other one, and knows its name. */
record Linking() implements Step {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Override
    public void run(Trio nodes, Screen screen) throws IOException, InterruptedException, DemoException {
        screen.doing("found", "waiting for the links");
        long begun = System.nanoTime();
        for (var node : nodes.all()) {
            var others = nodes.othersThan(node).stream().map(DemoNode::name).toList();
            Until.holds(
                    LIMIT,
                    "links from " + node.name() + " to the others",
                    () -> linked(node).containsAll(others));
        }
        var took = Screen.since(begun);
        var cluster = nodes.alpha().ask("status").done().json().getAsJsonObject("cluster");
        screen.result(
                "found",
                "each other by multicast in " + took + ", " + Answer.text(cluster, "name"),
                // The only handshake that there is: WIRE.md, section 2.
                "all links hybrid X25519 + ML-KEM-768");
    }

    private static Set<String> linked(DemoNode node) throws IOException, InterruptedException, DemoException {
        var linked = new HashSet<String>();
        for (JsonElement element : node.ask("peers").done().json().getAsJsonArray("peers")) {
            var peer = element.getAsJsonObject();
            if (Answer.text(peer, "state").equals("alive")) linked.add(Answer.text(peer, "name"));
        }
        return linked;
    }
}
