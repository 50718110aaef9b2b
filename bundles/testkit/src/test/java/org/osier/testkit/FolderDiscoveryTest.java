package org.osier.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.osier.discovery.Candidates;
import org.osier.discovery.Discovery;
import org.osier.node.NodeId;

/** A discovery as an outsider writes it, in under 100 lines, keeps the contract of every discovery. */
class FolderDiscoveryTest extends DiscoveryContract {
    @TempDir
    private Path folder;

    @Override
    protected Discovery open() {
        return new FolderDiscovery(folder);
    }

    @Override
    protected void close(Discovery discovery) {
        discovery.stop();
    }

    @Override
    protected boolean tells() {
        return true;
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of("folder-discovery");
    }

    @Override
    protected void appear(URI address) {
        write(id(address.hashCode()), address);
    }

    @Override
    protected boolean disappear(URI address) {
        try {
            return Files.deleteIfExists(folder.resolve(id(address.hashCode()).toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean flood() {
        for (int i = 0; i < Candidates.MAX_STANDING * 2; i++) write(id(i), URI.create("tcp://192.0.2.3:" + (1 + i)));
        return true;
    }

    private static NodeId id(long seed) {
        return SampleRecord.of(seed, 1).id();
    }

    private void write(NodeId id, URI address) {
        try {
            FolderDiscovery.write(folder, id, 1, List.of(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
