package com.example.osier.addresses;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.osier.discovery.Candidates;
import org.osier.discovery.Discovery;
import org.osier.testkit.DiscoveryContract;

class AddressFileTest extends DiscoveryContract {
    private static final long PAUSE_MS = 20;

    @TempDir
    private Path folder;

    private final Set<String> lines = new LinkedHashSet<>(Set.of("# no address", "tcp:/", "tcp://a b:1", "?"));

    @Override
    protected Discovery open() {
        return new AddressFile(folder.resolve("addresses"), PAUSE_MS);
    }

    @Override
    protected void close(Discovery discovery) {
        discovery.stop();
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of("example-addresses");
    }

    @Override
    protected void appear(URI address) {
        lines.add(address.toString());
        write();
    }

    @Override
    protected boolean disappear(URI address) {
        lines.remove(address.toString());
        write();
        return true;
    }

    @Override
    protected boolean flood() {
        for (int i = 1; i <= Candidates.MAX_STANDING * 2; i++) lines.add("tcp://192.0.2.3:" + i);
        write();
        return true;
    }

    /** As an editor does it: never half a file under its name. */
    private void write() {
        try {
            var draft = Files.write(folder.resolve("draft"), lines);
            Files.move(draft, folder.resolve("addresses"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
