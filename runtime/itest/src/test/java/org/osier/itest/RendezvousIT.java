package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes of one cluster that know no address of each other, and one of another cluster that keeps what they leave. */
@Tag("lengthy")
@Timeout(180)
class RendezvousIT {
    private static final String PID = "org.osier.rendezvous";
    private static final String SEEDS = "org.osier.discovery.seeds.cfg";
    private static final String ANY_PORT = "tcp://127.0.0.1:0";

    /** Goal: as an operator does it: a jar and its file at one node, a line at the others. Method: real processes. */
    @Test
    void nodesMeetAtTheRendezvousOfAStranger() throws Exception {
        try (var nodes = new Nodes("rendezvous", Javas.current())) {
            var keeper = nodes.start("keeper", "--listen", ANY_PORT);
            int port = Ports.free();
            keep(keeper, port);
            var cluster = nodes.folder().resolve("cluster.json").toString();
            assertThat(nodes.at("nobody").call("cluster", "create", cluster).code())
                    .isZero();
            nodes.withoutMulticast("alpha");
            var alpha = nodes.start("alpha", "--listen", ANY_PORT, "--cluster", cluster);
            var beta = nodes.start("beta", "--listen", ANY_PORT, "--cluster", cluster);
            assertThat(peers(alpha)).isZero();

            for (var node : new CommandLine[] {alpha, beta})
                HomeFiles.edit(node.home(), SEEDS, "rendezvous =", "rendezvous = http://127.0.0.1:" + port);

            Until.so("linked", () -> peers(alpha) == 1 && peers(beta) == 1);
            assertThat(peers(keeper)).as("they are of another cluster").isZero();
            for (var node : new CommandLine[] {keeper, alpha, beta})
                assertThat(Nodes.log(node)).doesNotContain(" ERROR ");
        }
    }

    private static void keep(CommandLine node, int port) throws Exception {
        var settings = Files.readString(Assembled.optional(PID + ".cfg"))
                .replace("listen = 127.0.0.1:7404", "listen = 127.0.0.1:" + port);
        Files.writeString(node.home().resolve("etc/" + PID + ".cfg"), settings);
        HomeFiles.drop(Assembled.optional(PID + ".jar"), node.home(), "deploy", PID + ".jar");
        Until.so("it keeps", () -> Nodes.log(node).contains(":" + port + "/rendezvous/1"));
    }

    private static long peers(CommandLine node) throws Exception {
        return node.ask("peers").getAsJsonArray("peers").asList().stream()
                .filter(peer ->
                        peer.getAsJsonObject().get("state").getAsString().equals("alive"))
                .count();
    }
}
