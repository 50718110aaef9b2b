package org.osier.launcher.demo;

import java.io.IOException;
import java.util.List;

/** The nodes of the demo. */
record Trio(DemoNode alpha, DemoNode beta, DemoNode gamma) {
    static final List<String> NAMES = List.of("alpha", "beta", "gamma");

    /** None of them is started. */
    static Trio in(DemoFolder folder, Osier osier) {
        var nodes = NAMES.stream()
                .map(name -> new DemoNode(osier, name, folder.home(name)))
                .toList();
        return new Trio(nodes.get(0), nodes.get(1), nodes.get(2));
    }

    List<DemoNode> all() {
        return List.of(alpha, beta, gamma);
    }

    /** Those other than {@code node}. */
    List<DemoNode> othersThan(DemoNode node) {
        return all().stream().filter(other -> other != node).toList();
    }

    /** Ends those that were started. Any thread. */
    synchronized void stop() throws IOException, InterruptedException, DemoException {
        for (var node : all()) node.stop();
    }
}
