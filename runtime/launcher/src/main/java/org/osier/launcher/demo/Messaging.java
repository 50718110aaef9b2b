package org.osier.launcher.demo;

import java.io.IOException;

/**
 * Messages from one shell to a handler of another node, each of which is checked.
 *
 * @param osier has the example that sends and checks
 */
record Messaging(Osier osier) implements Step {
    private static final int RUN = 1;
    private static final int COUNT = 10_000;

    @Override
    public void run(Trio nodes, Screen screen) throws IOException, InterruptedException, DemoException {
        var from = nodes.alpha();
        var to = nodes.gamma();
        screen.doing("sent", "dropping the traffic example into " + from.name() + " and " + to.name());
        Traffic.install(from, osier);
        Traffic.install(to, osier);

        var what = Screen.count(COUNT) + " messages " + from.name() + " -> " + to.name();
        screen.doing("sent", what);
        var traffic = new Traffic(from, to);
        traffic.send(RUN, COUNT);
        screen.result("sent", what, traffic.arrived(RUN).of(COUNT));
    }
}
