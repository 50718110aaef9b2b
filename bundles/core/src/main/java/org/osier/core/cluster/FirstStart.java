package org.osier.core.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.HomeLock;
import org.osier.core.joining.ArrivalFile;
import org.osier.core.operator.Asking;

/**
 * Before the first start of a home at a terminal: a cluster of its own gets administrators while there is somebody who
 * reads the recovery key. A home that belongs to a cluster already, or will by what its operator says, is left alone.
 */
final class FirstStart {
    private static final String KEY = "clusterFile";
    private static final String SHIPPED = "${osier.cluster.file:-}";

    private final Path home;
    private final Asking asking;
    private final PrintStream out;

    FirstStart(Path home, Asking asking, PrintStream out) {
        this.home = home;
        this.asking = asking;
        this.out = out;
    }

    /** @param options of {@code run} */
    void prepare(List<String> options) throws HomeException {
        var data = home.toAbsolutePath().normalize().resolve("data");
        boolean isThere = !Files.notExists(data.resolve("cluster.json"), LinkOption.NOFOLLOW_LINKS);
        if (isThere || !asking.isSomebodyThere() || joins(options) || isConfigured()) return;
        var lock = HomeLock.take(data);
        try {
            var opened = new ClusterStore(data)
                    .open(null, Instant.now(), new SecureRandom(), new AskingFounder(asking, out, Optional.empty()));
            if (opened.first()) new ArrivalFile(data).made(opened.cluster().idHex());
        } finally {
            lock.close();
        }
    }

    private static boolean joins(List<String> options) {
        return options.stream()
                .anyMatch(o -> o.equals("--cluster") || o.startsWith("--cluster=") || o.startsWith("--join"));
    }

    private boolean isConfigured() {
        try (var lines = Files.lines(home.resolve("etc").resolve("org.osier.core.cfg"))) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith(KEY))
                    .map(line -> line.substring(KEY.length()).replaceFirst("^\\s*[=:]?\\s*", ""))
                    .anyMatch(value -> !value.isEmpty() && !value.equals(SHIPPED));
        } catch (IOException | UncheckedIOException e) {
            return false; // none yet: the start puts the shipped one there
        }
    }
}
