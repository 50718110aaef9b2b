package org.osier.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.discovery.Discovery;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** Nodes of one machine meet in a folder: each has a file there, named by its id: boot id and addresses, one a line. */
final class FolderDiscovery implements Discovery {
    private static final int SCAN_MS = 20;
    private static final int MOST = 1_000;

    private final Path folder;
    private ScheduledExecutorService thread;
    private volatile NodeRecord self;

    FolderDiscovery(Path folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public void start(NodeRecord self, Candidates candidates) {
        this.self = self;
        var known = new HashMap<Path, Candidate>();
        thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "folder-discovery"));
        thread.scheduleWithFixedDelay(() -> scan(known, candidates), 0, SCAN_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void announce(NodeRecord self) {
        this.self = self; // told by the next scan
    }

    @Override
    public void stop() {
        if (thread == null) return;
        thread.shutdownNow();
        try {
            thread.awaitTermination(1, TimeUnit.SECONDS);
            Files.deleteIfExists(file(self.id()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The others find nobody there and go on trying.
        }
        thread = null;
    }

    private void scan(Map<Path, Candidate> known, Candidates candidates) {
        try (var files = Files.list(folder)) {
            write(folder, self.id(), self.bootId(), self.addresses());
            var there = files.filter(f -> f.getFileName().toString().length() == 64)
                    .limit(MOST)
                    .toList();
            for (var gone : List.copyOf(known.keySet())) {
                if (!there.contains(gone)) candidates.withdrawn(known.remove(gone));
            }
            for (var file : there) {
                if (file.equals(file(self.id()))) continue;
                var lines = Files.readAllLines(file);
                var addresses = lines.stream().skip(1).map(URI::create).toList();
                var id = NodeId.parse(file.getFileName().toString());
                var candidate = Candidate.of(id, Long.parseLong(lines.get(0)), addresses);
                if (!candidate.equals(known.put(file, candidate))) candidates.found(candidate);
            }
        } catch (IOException | RuntimeException e) {
            // Somebody wrote nonsense or took a file away in between: the next scan tries again.
        }
    }

    private Path file(NodeId id) {
        return folder.resolve(id.toString());
    }

    static void write(Path folder, NodeId id, long bootId, List<URI> addresses) throws IOException {
        var lines = new StringBuilder().append(bootId);
        addresses.forEach(address -> lines.append('\n').append(address));
        var temporary = Files.writeString(folder.resolve("." + id), lines);
        Files.move(temporary, folder.resolve(id.toString()), StandardCopyOption.ATOMIC_MOVE);
    }
}
