package org.osier.bench.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osier.bench.crowd.Center;
import org.osier.bench.handshake.Answering;
import org.osier.bench.heap.UsedHeap;
import org.osier.bench.jgroups.GroupServer;
import org.osier.bench.node.Peering;
import org.osier.bench.node.Service;
import org.osier.bench.raw.RawServer;
import org.osier.transport.Listener;

/** The JVM that answers: a node, and the raw limit beside it. */
final class Server implements Role {
    private static final URI LOOPBACK = URI.create("tcp://127.0.0.1:0");

    private final Peering peering;
    private final Center center;
    private final RawServer raw;
    private final Listener handshakes;
    private @Nullable GroupServer group;

    Server(Path clusterFile) throws Exception {
        peering = Peering.listening("server", clusterFile);
        Service.on(peering);
        center = new Center(peering.node().mesh());
        raw = new RawServer();
        handshakes = peering.tcp().transport().listen(LOOPBACK, new Answering(peering.cluster()));
    }

    @Override
    public Map<String, ?> answer(List<String> command) throws Exception {
        return switch (command.get(0)) {
            case "where" -> Map.of("node", peering.address(), "raw", raw.port(), "handshake", handshakes.address());
            case "jgroups" -> {
                group = new GroupServer(command.get(1));
                yield Map.of("port", group.port());
            }
            case "linked" -> center.linked(Integer.parseInt(command.get(1)));
            case "loop" -> Center.loop();
            case "idle" -> center.idle(Integer.parseInt(command.get(1)));
            case "tell" -> center.tell();
            case "rss" -> Center.rss();
            case "heap" -> Map.of("bytes", UsedHeap.bytes());
            default -> throw new IllegalArgumentException(command.get(0));
        };
    }

    @Override
    public void close() {
        if (group != null) group.close();
        handshakes.close();
        peering.close();
        try {
            raw.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
