package org.osier.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.osier.node.IdentityExport;

/** Copies that say with which passphrase they were made. */
public final class FakeCopies implements IdentityExport {
    public Optional<Instant> exported = Optional.empty();

    @Override
    public void export(Path file, char[] passphrase) throws IOException {
        Files.writeString(file, new String(passphrase), StandardOpenOption.CREATE_NEW);
        exported = Optional.of(FakeSelf.NOW);
    }

    @Override
    public Optional<Instant> exported() {
        return exported;
    }
}
