package org.osier.bench.jvm;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osier.bench.flood.Flood;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.ClusterFile;

/** A JVM that floods. */
final class Sender implements Role {
    private final Cluster cluster;

    Sender(Path clusterFile) throws Exception {
        cluster = ClusterFile.read(clusterFile);
    }

    /** {@code flood unknown|garbage FROM ADDRESS SECONDS}. */
    @Override
    public Map<String, ?> answer(List<String> command) throws Exception {
        if (!command.get(0).equals("flood")) throw new IllegalArgumentException(command.get(0));
        boolean knows = command.get(1).equals("garbage");
        var flood = new Flood(cluster, knows, command.get(2), URI.create(command.get(3)));
        return flood.run(Integer.parseInt(command.get(4)));
    }

    @Override
    public void close() {}
}
