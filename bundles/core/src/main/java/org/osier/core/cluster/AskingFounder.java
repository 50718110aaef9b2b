package org.osier.core.cluster;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.osier.core.identity.HomeException;
import org.osier.core.operator.Asking;
import org.osier.core.operator.KeyFile;
import org.osier.core.operator.OperatorKey;
import org.osier.core.operator.RecoveryKey;
import org.osier.parts.file.OwnerOnly;

/**
 * Makes two administrators for a new cluster, of whom either may sign: a working key in a file of the operator, closed by a
 * passphrase that is asked for, and a recovery key that is shown once. Without a passphrase there are none.
 */
public final class AskingFounder implements Founder {
    private final Asking asking;
    private final PrintStream out;
    private final Optional<Path> keyFile;
    private final Optional<byte[]> secret;
    private @Nullable Path made;

    /** @param out where the recovery key is shown; @param keyFile empty: one in the operator's own folder */
    public AskingFounder(Asking asking, PrintStream out, Optional<Path> keyFile) {
        this(asking, out, keyFile, Optional.empty());
    }

    /** @param secret of the first epoch; empty: a random one */
    AskingFounder(Asking asking, PrintStream out, Optional<Path> keyFile, Optional<byte[]> secret) {
        this.asking = asking;
        this.out = out;
        this.keyFile = keyFile;
        this.secret = secret;
    }

    @Override
    public Cluster found(String name, Instant now, RandomGenerator random) throws HomeException {
        try (var working = OperatorKey.generate(random);
                var recovery = OperatorKey.generate(random)) {
            var keys = List.of(working.publicKey(), recovery.publicKey());
            var genesis = Genesis.create(name, now, random, 1, keys);
            var file = keyFile.orElseGet(() -> ownFolder().resolve(fileName(genesis)));
            var passphrase = passphrase(file);
            if (passphrase.isEmpty()) return withoutAdministrators(name, now, random);
            try {
                store(file, working, passphrase.get(), genesis, random);
            } finally {
                Arrays.fill(passphrase.get(), '\0');
            }
            show(file, recovery);
            return begin(genesis, random);
        }
    }

    private Cluster begin(Genesis genesis, RandomGenerator random) {
        return secret.map(s -> Cluster.of(genesis, 1, s)).orElseGet(() -> Cluster.begin(genesis, random));
    }

    private Cluster withoutAdministrators(String name, Instant now, RandomGenerator random) {
        out.println("  administrators  none: nobody can revoke a node of this cluster or sign an update for it");
        return begin(Genesis.create(name, now, random), random);
    }

    /** Asks until one is good and was typed twice alike; nothing means that there shall be none. */
    private Optional<char[]> passphrase(Path file) {
        boolean twice = asking.isSomebodyThere();
        if (twice) {
            out.println("  The administrator's key of this new cluster comes into " + file + ",");
            out.println("  closed by a passphrase. Whoever has both can revoke nodes. Only Enter: no administrators.");
        }
        while (true) {
            var first = asking.ask("  passphrase").filter(typed -> typed.length > 0);
            if (first.isEmpty()) return first;
            if (first.get().length < KeyFile.MIN_PASSPHRASE) {
                out.println("  at least " + KeyFile.MIN_PASSPHRASE + " characters");
                if (!twice) return Optional.empty();
                continue;
            }
            if (!twice) return first;
            var again = asking.ask("  once more ").orElse(new char[0]);
            boolean same = Arrays.equals(first.get(), again);
            Arrays.fill(again, '\0');
            if (same) return first;
            out.println("  that was another one");
        }
    }

    private void store(Path file, OperatorKey key, char[] passphrase, Genesis genesis, RandomGenerator random)
            throws HomeException {
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null && keyFile.isEmpty()) OwnerOnly.makeDirectories(folder);
            KeyFile.create(file, key, passphrase, genesis.id(), genesis.name(), random);
            made = file;
        } catch (FileAlreadyExistsException e) {
            throw new HomeException(
                    HomeException.NOT_WRITABLE, file + " is there already and stays as it is", "name another file", e);
        } catch (HomeException e) {
            throw e;
        } catch (IOException e) {
            throw new HomeException(
                    HomeException.NOT_WRITABLE,
                    file + " cannot be made: " + HomeException.reason(e),
                    "let this user write there, or name another file",
                    e);
        }
    }

    /** The cluster came to nothing: its key is of no use. */
    void undo() {
        if (made == null) return;
        try {
            Files.deleteIfExists(made);
        } catch (IOException e) {
            // It opens nothing: what remains is a file that says of which cluster it would be.
        }
    }

    private void show(Path file, OperatorKey recovery) {
        out.println("  administrator   " + file + "   (0600)   keep a copy, and not on a node");
        out.println("  recovery key    shown this once: write it down, it stands in for the file and its passphrase");
        var words = RecoveryKey.words(recovery).split(" ");
        for (int row = 0; row < words.length; row += 6) {
            var line = new StringBuilder("    ");
            for (int i = row; i < row + 6; i++) line.append(String.format(Locale.ROOT, " %2d %-10s", i + 1, words[i]));
            out.println(line.toString().stripTrailing());
        }
    }

    private static String fileName(Genesis genesis) {
        var id = HexFormat.of().formatHex(genesis.id()).substring(0, 8);
        return genesis.name().replace(' ', '-') + "-" + id + ".key";
    }

    private static Path ownFolder() {
        var home = System.getenv("HOME");
        return Path.of(home == null || home.isBlank() ? System.getProperty("user.home") : home, ".osier");
    }
}
