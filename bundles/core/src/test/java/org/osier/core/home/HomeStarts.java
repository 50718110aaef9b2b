package org.osier.core.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osier.core.node.Environment;
import org.osier.core.node.Node;
import org.osier.core.node.NodeConfig;
import org.osier.core.node.OwnCluster;
import org.osier.core.record.ClusterTag;
import org.osier.node.NodeRecord;
import org.osier.node.Role;

/**
 * A process that starts nodes in homes, as core does, and tells each identity, cluster and serial as soon as others may
 * know it. It does little else than to write files, so that whoever kills it meets it at that.
 */
public final class HomeStarts {
    private static final int QUICK_STARTS = 2;
    private static final int RENEWALS = 3;
    private static final long PATIENCE_SECONDS = 20;

    private HomeStarts() {}

    /**
     * @param args {@code fill FOLDER PREFIX}: new homes of this name, one after the other, for ever; {@code again
     *     FOLDER}: each home once
     */
    public static void main(String[] args) throws Exception {
        var folder = Path.of(args[1]);
        if (args[0].equals("again")) {
            for (var home : homes(folder, "")) node(home, 0);
        } else {
            for (int i = 0; ; i++) fill(folder.resolve(args[2] + String.format("%04d", i)));
        }
        System.exit(0);
    }

    private static void fill(Path home) throws Exception {
        for (int start = 0; start < QUICK_STARTS; start++) records(home);
        node(home, RENEWALS);
    }

    /** By name: the last one is the newest. */
    static List<Path> homes(Path folder, String prefix) throws IOException {
        try (var homes = Files.list(folder)) {
            return homes.filter(Files::isDirectory)
                    .filter(home -> home.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    /** What touches files and nothing else of a life, so that there are many in the same time. */
    private static void records(Path folder) throws Exception {
        try (var home = NodeHome.open(folder, "")) {
            for (int i = 0; i < RENEWALS; i++) {
                var now = Instant.now();
                var record = NodeRecord.builder()
                        .bootId(i)
                        .issued(now, Duration.ofHours(1))
                        .name("n")
                        .role(Role.DUAL)
                        .addresses(List.of())
                        .clusterTag(
                                ClusterTag.of(home.cluster(), home.identity().id()));
                var signed = home.recordSigner().sign(record, now);
                tell(folder, home, signed);
            }
        }
    }

    /** One life of a node: everything that core does with a home. */
    private static void node(Path folder, int renewals) throws Exception {
        var home = NodeHome.open(folder, "");
        var loop = new ScheduledThreadPoolExecutor(1);
        try {
            var environment = new Environment(Clock.systemUTC(), System::nanoTime, loop, new SecureRandom());
            var node = new Node(
                    environment,
                    home.identity(),
                    OwnCluster.inMemory(home.cluster()),
                    home.recordSigner()::signAbove,
                    NodeConfig.named("n"),
                    home.firstStart());
            tell(folder, home, node.mesh().self().record());
            var ready = new CompletableFuture<Void>();
            node.onListening(addresses -> {
                home.tellReady(node.mesh().self());
                ready.complete(null);
            });
            node.start();
            ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            tell(folder, home, node.mesh().self().record());
            for (int i = 0; i < renewals; i++) renew(folder, home, node, "n" + i);
            node.stop().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } finally {
            loop.shutdownNow();
            home.close();
        }
    }

    /** Another name is another record, and another record has another serial. */
    private static void renew(Path folder, NodeHome home, Node node, String name) throws Exception {
        var renewed = new CompletableFuture<Void>();
        node.onListening(addresses -> {
            home.tellReady(node.mesh().self());
            renewed.complete(null);
        });
        var before = NodeConfig.named(name);
        node.configure(before);
        renewed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        tell(folder, home, node.mesh().self().record());
    }

    private static void tell(Path folder, NodeHome home, NodeRecord record) {
        var cluster = home.cluster().idHex();
        System.out.println(folder.getFileName() + " " + record.id() + " " + cluster + " " + record.serial());
    }
}
