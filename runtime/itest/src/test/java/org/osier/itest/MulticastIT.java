package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.itest.Segment.Family;

/** Nodes of one cluster that know no address of each other, each on a machine of its own. */
@Tag("lengthy")
@Timeout(400)
class MulticastIT {
    private static final String JAR = "org.osier.discovery.multicast.jar";

    /** Goal: everybody finds everybody; a discovery that goes and returns touches no link. Method: its jar taken out, put back. */
    @ParameterizedTest
    @CsvSource({"V4, 8", "V6, 3", "BOTH, 3"})
    void nodesFindEachOtherOnTheirNetwork(Family family, int machines) throws Exception {
        try (var segment = Segment.of(machines, family);
                var nodes = new Nodes("multicast-" + family, Javas.current())) {
            var all = start(segment, nodes, machines, family == Family.V4 ? "tcp://0.0.0.0:7400" : "tcp://[::]:7400");
            for (var node : all) Until.so("a full mesh", () -> alive(node) == machines - 1);
            System.out.printf("%s: full mesh of %d %d ms after the last was ready%n", family, machines, took(all));
            var before = links(all);

            for (var node : all) Files.delete(node.home().resolve("bundle/" + JAR));
            for (var node : all) Until.so("no discovery", () -> Nodes.log(node).contains("Uninstalling bundle"));
            for (var node : all) HomeFiles.drop(Assembled.FOLDER.resolve("bundle/" + JAR), node.home(), "bundle", JAR);
            assertThat(all).allSatisfy(node -> assertThat(alive(node)).isEqualTo(machines - 1));
            assertThat(links(all)).isEqualTo(before);
        }
    }

    /** Goal: a node with two interfaces is found on both; an interface that goes and comes back is used again. */
    @Test
    void whoIsOnTwoNetworksIsFoundOnBothAndAnInterfaceMayGoAndReturn() throws Exception {
        try (var segments = Segment.two();
                var nodes = new Nodes("multicast-two", Javas.current())) {
            var all = start(segments, nodes, 3, "tcp://0.0.0.0:7400");
            Until.so("both links", () -> alive(all.get(1)) == 2);
            assertThat(alive(all.get(0))).isEqualTo(1);
            assertThat(alive(all.get(2))).isEqualTo(1);

            segments.goes(1);
            Until.so(Duration.ofSeconds(90), "it is missed", () -> alive(all.get(1)) == 1);
            segments.comes(1);
            Until.so(Duration.ofSeconds(90), "it is back", () -> alive(all.get(1)) == 2);
        }
    }

    private static List<CommandLine> start(Segment segment, Nodes nodes, int machines, String listen) throws Exception {
        var cluster = nodes.folder().resolve("cluster.json").toString();
        assertThat(nodes.at("nobody").call("cluster", "create", cluster).code()).isZero();
        var all = new ArrayList<CommandLine>();
        for (int i = 1; i <= machines; i++) {
            var node = new CommandLine(nodes.folder().resolve("n" + i), Javas.current(), segment.within(i));
            var console = nodes.folder().resolve("n" + i + ".console");
            nodes.run(node, console, "--name", "n" + i, "--listen", listen, "--cluster", cluster);
            all.add(node);
        }
        for (var node : all) {
            var ready = node.home().resolve("data/ready.json");
            Until.so(Duration.ofSeconds(90), "ready", () -> Files.exists(ready));
        }
        return all;
    }

    /** From the moment when the last node was ready to the last link; by what the nodes wrote down, since to ask them takes longer. */
    private static long took(List<CommandLine> all) throws Exception {
        var ready = Instant.MIN;
        var full = Instant.MIN;
        for (var node : all) {
            var file = node.home().resolve("data/ready.json");
            ready = latest(ready, Files.getLastModifiedTime(file).toInstant());
            for (var event : node.ask("events").getAsJsonArray("events")) {
                var what = event.getAsJsonObject();
                boolean up = what.get("what").getAsString().startsWith("up via");
                if (up) full = latest(full, Instant.parse(what.get("time").getAsString()));
            }
        }
        return Duration.between(ready, full).toMillis();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
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
