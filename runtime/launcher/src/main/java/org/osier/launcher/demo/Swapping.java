package org.osier.launcher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The transport of a node replaced by another build while messages come in. Its links go, its peers come back, and the
 * sessions go on where they were.
 */
record Swapping() implements Step {
    private static final String JAR = "org.osier.transport.tcp.jar";
    private static final String VERSION = "1.0.1.demo";
    private static final int RUN = 2;

    /** So that the replacement takes place in the middle. */
    private static final int COUNT = 16_000;

    private static final Duration LIMIT = Duration.ofSeconds(15);

    /** A peer's view of the node, before and after. */
    private record View(String bootId, long links, long restarts, boolean alive) {
        static View of(DemoNode peer, DemoNode node) throws IOException, InterruptedException, DemoException {
            var document = peer.peer(node);
            var counts = document.getAsJsonObject("counts");
            return new View(
                    Answer.text(document, "bootId"),
                    counts.get("links").getAsLong(),
                    counts.get("restarts").getAsLong(),
                    Answer.text(document, "state").equals("alive"));
        }

        /** Whether this came after {@code before}, over another link. */
        boolean isBackSince(View before) {
            return alive && links > before.links;
        }

        boolean isSameSessionAs(View before) {
            return bootId.equals(before.bootId) && restarts == before.restarts;
        }
    }

    @Override
    public void run(Trio nodes, Screen screen) throws IOException, InterruptedException, DemoException {
        var swapped = nodes.gamma();
        var traffic = new Traffic(nodes.alpha(), swapped);
        screen.doing("swap", "sending " + Screen.count(Traffic.RATE) + " messages per second to " + swapped.name());
        Map<DemoNode, View> before = new HashMap<>();
        for (var peer : nodes.othersThan(swapped)) before.put(peer, View.of(peer, swapped));
        traffic.begin(RUN, COUNT);

        screen.doing("swap", "replacing the tcp transport of " + swapped.name());
        replace(swapped);
        for (var peer : before.keySet()) {
            var after = Until.answered(
                    LIMIT,
                    "new link from " + peer.name(),
                    () -> Optional.of(View.of(peer, swapped)).filter(view -> view.isBackSince(before.get(peer))));
            if (!after.isSameSessionAs(before.get(peer))) {
                throw DemoException.failed(peer.name() + " has a new session with " + swapped.name());
            }
        }
        if (isDone(traffic)) throw DemoException.failed("the messages ended before the transport was back");
        screen.result("swap", "tcp of " + swapped.name() + " replaced under load", "links back, same sessions");

        traffic.end(RUN, screen);
    }

    private static void replace(DemoNode node) throws IOException {
        var build = Files.createTempFile("osier-demo", ".jar");
        try {
            Jars.withVersion(node.home().resolve("bundle").resolve(JAR), VERSION, build);
            node.drop(build, "bundle", JAR);
        } finally {
            Files.delete(build);
        }
    }

    private static boolean isDone(Traffic traffic) throws IOException, InterruptedException, DemoException {
        return traffic.sent(RUN).get("done").getAsBoolean();
    }
}
