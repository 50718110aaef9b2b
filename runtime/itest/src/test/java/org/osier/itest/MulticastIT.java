package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes of one cluster that know no address of each other, each on a machine of its own. */
@Tag("lengthy")
@Timeout(180)
class MulticastIT {
    private static final String JAR = "org.osier.discovery.multicast.jar";
    private static final int MACHINES = 3;

    /** Goal: everybody finds everybody; a discovery that goes and returns touches no link. Method: its jar taken out, put back. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nodesFindEachOtherOnTheirNetwork(boolean v6) throws Exception {
        try (var segment = Segment.of(MACHINES, v6);
                var nodes = new Nodes("multicast" + (v6 ? 6 : 4), Javas.current())) {
            var cluster = nodes.folder().resolve("cluster.json");
            assertThat(nodes.at("nobody")
                            .call("cluster", "create", cluster.toString())
                            .code())
                    .isZero();
            var all = new ArrayList<CommandLine>();
            for (int i = 1; i <= MACHINES; i++) {
                var node = new CommandLine(nodes.folder().resolve("n" + i), Javas.current(), segment.within(i));
                var listen = v6 ? "tcp://[::]:7400" : "tcp://0.0.0.0:7400";
                var console = nodes.folder().resolve("n" + i + ".console");
                nodes.run(node, console, "--name", "n" + i, "--listen", listen, "--cluster", cluster.toString());
                all.add(node);
            }
            for (var node : all)
                Until.so("ready", () -> Files.exists(node.home().resolve("data/ready.json")));

            long ready = System.nanoTime();
            for (var node : all) Until.so("a full mesh", () -> alive(node) == MACHINES - 1);
            System.out.printf(
                    "full mesh of %d %d ms after the last was ready%n",
                    MACHINES, (System.nanoTime() - ready) / 1_000_000);
            var before = links(all);

            for (var node : all) Files.delete(node.home().resolve("bundle/" + JAR));
            for (var node : all) Until.so("no discovery", () -> Nodes.log(node).contains("Uninstalling bundle"));
            for (var node : all) HomeFiles.drop(Assembled.FOLDER.resolve("bundle/" + JAR), node.home(), "bundle", JAR);
            assertThat(all).allSatisfy(node -> assertThat(alive(node)).isEqualTo(MACHINES - 1));
            assertThat(links(all)).isEqualTo(before);
        }
    }

    private static long alive(CommandLine node) throws Exception {
        long alive = 0;
        for (var peer : peers(node))
            if (peer.getAsJsonObject().get("state").getAsString().equals("alive")) alive++;
        return alive;
    }

    /** How many links each has had with each other. */
    private static List<Integer> links(List<CommandLine> all) throws Exception {
        var links = new ArrayList<Integer>();
        for (var node : all) {
            for (var peer : peers(node)) {
                var id = peer.getAsJsonObject().get("id").getAsString();
                links.add(node.ask("peer", id)
                        .getAsJsonObject("counts")
                        .get("links")
                        .getAsInt());
            }
        }
        return links;
    }

    private static Iterable<JsonElement> peers(CommandLine node) throws Exception {
        return node.ask("peers").getAsJsonArray("peers");
    }
}
