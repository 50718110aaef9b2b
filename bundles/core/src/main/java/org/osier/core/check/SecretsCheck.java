package org.osier.core.check;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.osier.core.cluster.ClusterFile;
import org.osier.core.cluster.ClusterStore;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.IdentityStore;
import org.osier.core.record.SerialStore;

/** What makes a node the same node after a restart: identity, serial, cluster. Read as the node reads it. */
final class SecretsCheck {
    private final Path data;
    private final String clusterFile;

    /** @param clusterFile as configured; empty: none */
    SecretsCheck(HomeFiles files, String clusterFile) {
        this.data = files.data();
        this.clusterFile = clusterFile.strip();
    }

    List<Finding> run() {
        var findings = new ArrayList<Finding>();
        try {
            findings.add(Finding.ok("identity", identity()));
        } catch (HomeException e) {
            findings.add(Finding.fail("identity", e));
        }
        try {
            findings.add(Finding.ok("cluster", cluster()));
        } catch (HomeException e) {
            findings.add(Finding.fail("cluster", e));
        }
        return findings;
    }

    private String identity() throws HomeException {
        SerialStore.open(data);
        if (!isThere(data.resolve("identity"))) return "identity none yet, the first start makes one";
        var id = new IdentityStore(data).open(new SecureRandom()).identity().id();
        return "identity " + id.brief() + " in data/identity/, closed to others";
    }

    private String cluster() throws HomeException {
        var given = clusterFile.isEmpty() ? null : Path.of(clusterFile);
        if (isThere(data.resolve("cluster.json"))) {
            return "cluster "
                    + new ClusterStore(data)
                            .open(given, Instant.now(), new SecureRandom())
                            .cluster();
        }
        if (given == null) return "cluster none yet, the first start makes a new closed one";
        return "cluster " + ClusterFile.read(given) + " from " + given;
    }

    // What is there is only read: it is never replaced.
    private static boolean isThere(Path path) {
        return !Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
