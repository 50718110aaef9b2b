package com.example.osier.addresses;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.discovery.Discovery;
import org.osier.node.NodeRecord;

/** Finds the nodes whose addresses stand in a file, one a line; looks again and again. Tells nobody of us. */
@Component(configurationPid = "com.example.osier.addresses", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = AddressFileConfig.class)
public final class AddressFile implements Discovery {
    private static final String THREAD = "example-addresses";

    private final Path file;
    private final long pauseMs;
    private ScheduledExecutorService thread; // guarded by this; null: stopped
    private Set<URI> found = Set.of(); // guarded by this

    @Activate
    public AddressFile(AddressFileConfig config) {
        this(Path.of(config.file()), config.pauseMs());
    }

    AddressFile(Path file, long pauseMs) {
        if (pauseMs < 10) throw new IllegalArgumentException("pauseMs is 10 to 3,600,000, got " + pauseMs);
        this.file = file;
        this.pauseMs = pauseMs;
    }

    @Override
    public String name() {
        return "addresses";
    }

    @Override
    public synchronized void start(NodeRecord self, Candidates candidates) {
        found = Set.of();
        thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, THREAD));
        var mine = thread;
        thread.scheduleWithFixedDelay(() -> tell(read(), candidates, mine), 0, pauseMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void announce(NodeRecord self) {}

    @Override
    public synchronized void stop() {
        if (thread != null) thread.shutdownNow();
        thread = null;
    }

    // Under the lock that stop takes, so that nothing is found after it returns; candidates never block.
    private synchronized void tell(Set<URI> there, Candidates candidates, ScheduledExecutorService mine) {
        if (thread != mine) return;
        for (var gone : found) if (!there.contains(gone)) candidates.withdrawn(Candidate.at(gone));
        for (var address : there) if (!found.contains(address)) candidates.found(Candidate.at(address));
        found = there;
    }

    private Set<URI> read() {
        try (var lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> line.matches("[a-z][a-z0-9+.-]*://[!-~]+"))
                    .map(AddressFile::parse)
                    .filter(address -> address.getHost() != null)
                    .limit(Candidates.MAX_STANDING)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        } catch (IOException | RuntimeException e) {
            return Set.of(); // not there, or not text: nobody is known
        }
    }

    private static URI parse(String line) {
        try {
            return URI.create(line);
        } catch (IllegalArgumentException e) {
            return URI.create("");
        }
    }
}
