package org.osier.bench.jvm;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.osier.bench.crowd.Members;
import org.osier.bench.flood.Guests;
import org.osier.bench.flood.Standing;
import org.osier.bench.flow.Flows;
import org.osier.bench.handshake.Handshakes;
import org.osier.bench.heap.Crowd;
import org.osier.bench.heap.Strangers;
import org.osier.bench.heap.UsedHeap;
import org.osier.bench.jgroups.Beside;
import org.osier.bench.jgroups.GroupClient;
import org.osier.bench.node.Peering;
import org.osier.bench.trip.Trips;

/** The JVM that asks, and measures. */
final class Client implements Role {
    private final Peering peering;
    private @Nullable Crowd crowd;
    private @Nullable Members members;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Guests guests;
    private @Nullable Standing standing;
    private @Nullable Strangers strangers;

    Client(Path clusterFile) throws Exception {
        peering = Peering.listening("client", clusterFile);
        guests = new Guests(peering);
    }

    @Override
    public Map<String, ?> answer(List<String> command) throws Exception {
        return switch (command.get(0)) {
            case "trips" -> {
                var server = peering.link(URI.create(command.get(1)));
                var mesh = peering.node().mesh();
                yield new Trips(mesh, server, number(command, 2), number(command, 3)).run();
            }
            case "flows" -> {
                var server = peering.link(URI.create(command.get(1)));
                yield new Flows(peering.node(), server, number(command, 2), number(command, 3)).run();
            }
            case "jgroups" -> {
                var server = peering.link(URI.create(command.get(1)));
                try (var group = new GroupClient(command.get(2), number(command, 3))) {
                    yield new Beside(peering.node(), server, group, number(command, 4)).run();
                }
            }
            case "handshakes" -> {
                var address = URI.create(command.get(1));
                var transport = peering.tcp().transport();
                var handshakes = new Handshakes(peering.cluster(), transport, address, number(command, 2));
                yield command.get(3).equals("one") ? handshakes.one() : handshakes.all();
            }
            case "crowd" -> {
                crowd = new Crowd(peering, number(command, 1));
                crowd.link(peering.address(), 0, number(command, 1));
                yield Map.of();
            }
            case "link" -> {
                if (crowd == null) throw new IllegalStateException("no crowd");
                crowd.link(URI.create(command.get(1)), number(command, 2), number(command, 3));
                yield Map.of();
            }
            case "members" -> {
                members = new Members(peering, number(command, 1));
                yield Map.of();
            }
            case "join" -> {
                members().join(URI.create(command.get(1)), Duration.ofSeconds(number(command, 2)));
                yield Map.of();
            }
            case "told" -> Map.of("once", members().toldOnce());
            case "stand" -> {
                var server = peering.link(URI.create(command.get(1)));
                standing = new Standing(peering.node().mesh(), server, timer);
                yield Map.of();
            }
            case "guests" -> guests.link(URI.create(command.get(1)), number(command, 2), number(command, 3));
            case "stood" -> {
                if (standing == null) throw new IllegalStateException("nothing stands");
                yield standing.end();
            }
            case "strangers" -> {
                if (strangers != null) strangers.close();
                var to = URI.create(command.get(1));
                strangers = new Strangers(peering.cluster(), to, number(command, 2), command.get(3));
                yield Map.of();
            }
            case "heap" -> Map.of("bytes", UsedHeap.bytes());
            default -> throw new IllegalArgumentException(command.get(0));
        };
    }

    private Members members() {
        if (members == null) throw new IllegalStateException("no members");
        return members;
    }

    private static int number(List<String> command, int at) {
        return Integer.parseInt(command.get(at));
    }

    @Override
    public void close() {
        if (crowd != null) crowd.stop();
        if (members != null) members.close();
        if (strangers != null) strangers.close();
        timer.shutdownNow();
        peering.close();
    }
}
