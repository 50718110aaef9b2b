package org.osier.launcher.demo;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Messages that flow move from tcp to ws and back: a transport of the receiver is stopped, which empties it first, and the
 * link that stood by carries.
 */
record Moving() implements Step {
    private static final int RUN = 3;

    /** Far more than it takes: they end when the last move is over. */
    private static final int COUNT = 1_000_000;

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Set<String> BOTH = Set.of("tcp", "ws");

    @Override
    public void run(Trio nodes, Screen screen) throws IOException, InterruptedException, DemoException {
        var moved = nodes.gamma();
        var traffic = new Traffic(nodes.alpha(), moved);
        screen.doing("move", "waiting for a link over each of tcp and ws");
        awaitBoth(nodes, moved);
        traffic.begin(RUN, COUNT);

        var other = move(nodes, screen, carrier(nodes.alpha(), moved));
        var first = move(nodes, screen, other);
        screen.result("move", "from " + first + " to " + other + " and back under load", "another link each time");

        traffic.enough(RUN);
        traffic.end(RUN, screen);
    }

    /** Stops what carries until the other does, and waits until it stands by again. @return what carries now */
    private static String move(Trio nodes, Screen screen, String from)
            throws IOException, InterruptedException, DemoException {
        var moved = nodes.gamma();
        var to = from.equals("tcp") ? "ws" : "tcp";
        screen.doing("move", "stopping " + from + " of " + moved.name());
        moved.ask("transports", "stop", from).done();
        Until.holds(
                LIMIT,
                "messages over " + to,
                () -> carrier(nodes.alpha(), moved).equals(to));
        screen.doing("move", "starting " + from + " of " + moved.name());
        moved.ask("transports", "start", from).done();
        awaitBoth(nodes, moved);
        return to;
    }

    private static void awaitBoth(Trio nodes, DemoNode moved) throws IOException, InterruptedException, DemoException {
        for (var peer : nodes.othersThan(moved)) {
            Until.holds(
                    LIMIT,
                    "two links from " + peer.name(),
                    () -> schemes(peer, moved, false).equals(BOTH));
        }
    }

    private static String carrier(DemoNode peer, DemoNode node)
            throws IOException, InterruptedException, DemoException {
        return String.join(" and ", schemes(peer, node, true));
    }

    /** Of the links that {@code peer} has with {@code node}. */
    private static Set<String> schemes(DemoNode peer, DemoNode node, boolean carryingOnly)
            throws IOException, InterruptedException, DemoException {
        List<JsonElement> paths = peer.peer(node).getAsJsonArray("paths").asList();
        return paths.stream()
                .map(JsonElement::getAsJsonObject)
                .filter(path -> !carryingOnly || path.get("carries").getAsBoolean())
                .map(path -> Answer.text(path, "address").split(":", 2)[0])
                .collect(Collectors.toSet());
    }
}
