package org.osier.bench.jvm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osier.bench.heap.UsedHeap;
import org.osier.bench.node.Peering;
import org.osier.bench.node.Service;

/** The JVM that is flooded: a node with the limits that it is shipped with. */
final class Target implements Role {
    private final Peering peering;

    Target(Path clusterFile) throws Exception {
        peering = Peering.asShipped("target", clusterFile);
        Service.on(peering);
    }

    @Override
    public Map<String, ?> answer(List<String> command) throws Exception {
        return switch (command.get(0)) {
            case "where" -> Map.of("node", peering.address());
            case "heap" -> Map.of("bytes", UsedHeap.bytes());
            case "count" -> Map.of("count", count(String.join(" ", command.subList(1, command.size()))));
            default -> throw new IllegalArgumentException(command.get(0));
        };
    }

    private long count(String counter) {
        return peering.node().mesh().self().counters().get(counter);
    }

    @Override
    public void close() {
        peering.close();
    }
}
