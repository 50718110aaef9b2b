package org.osier.launcher;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * The system properties through which the launcher speaks to the bundles: the files in {@code etc/} refer to them, and
 * core and shell read them. An option that was not given leaves its property unset, so that the file's default holds.
 */
final class NodeProperties {
    private NodeProperties() {}

    static void set(Options options, Home home, Distribution distribution) {
        System.setProperty("osier.home", home.folder().toString());
        System.setProperty("osier.dist", distribution.folder().toString());
        System.setProperty("osier.console", Boolean.toString(!options.headless()));
        System.setProperty("osier.started.millis", Long.toString(started().toEpochMilli()));
        // What the prompt shows. Only for a console: to ask for the host's name can take long.
        if (!options.headless()) {
            System.setProperty("osier.prompt", options.name().orElseGet(NodeProperties::hostName));
        }
        options.name().ifPresent(name -> System.setProperty("osier.name", name));
        if (!options.listen().isEmpty()) System.setProperty("osier.listen", String.join(",", options.listen()));
        if (!options.seeds().isEmpty()) System.setProperty("osier.seeds", String.join(",", options.seeds()));
        options.ticket().ifPresent(ticket -> System.setProperty("osier.join", ticket));
        options.clusterFile().ifPresent(file -> System.setProperty("osier.cluster.file", file.toString()));
    }

    /** When this process began: users count from the moment they pressed Enter, not from our first line. */
    private static Instant started() {
        return ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
    }

    // As core calls a node without a name.
    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().split("\\.")[0];
        } catch (UnknownHostException e) {
            return "osier";
        }
    }
}
