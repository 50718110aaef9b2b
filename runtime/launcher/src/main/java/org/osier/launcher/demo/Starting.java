package org.osier.launcher.demo;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Three processes. Each takes any free port and has the cluster file; none is told where another one is.
 *
 * @param osier makes the cluster file
 * @param clusterFile where to
 */
record Starting(Osier osier, Path clusterFile) implements Step {
    /** The beginning of an id, as the other screens show it. */
    private static final int BRIEF = 8;

    @Override
    public void run(Trio nodes, Screen screen) throws IOException, InterruptedException, DemoException {
        osier.call(clusterFile.getParent(), "cluster", "create", clusterFile.toString())
                .done();
        for (var node : nodes.all()) {
            screen.doing(node.name(), "starting");
            long begun = System.nanoTime();
            node.start(clusterFile);
            var who = node.id().substring(0, BRIEF) + "  " + node.address().replace("://", " ");
            screen.result(node.name(), who, "started in " + Screen.since(begun));
        }
    }
}
