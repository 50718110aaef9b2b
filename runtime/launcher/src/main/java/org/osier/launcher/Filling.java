package org.osier.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.TreeSet;

/**
 * Fills a home from the distribution, and lets what the user has not touched follow a newer distribution. What the
 * user has changed, removed or added stays: {@link #decide} is the whole rule.
 */
final class Filling {
    private static final List<String> FOLDERS = List.of("etc", "bundle");

    private final Path distribution;
    private final Path home;

    Filling(Path distribution, Path home) {
        this.distribution = distribution;
        this.home = home;
    }

    /** What happens to one file of the home. */
    enum Action {
        KEEP,
        COPY,
        REMOVE
    }

    void run() throws IOException {
        var record = home.resolve("data").resolve("filled");
        var recorded = Fingerprints.read(record);
        // A link leads to what somebody else keeps, as a package manager does /etc/osier: nothing is written through
        // it.
        var folders = FOLDERS.stream()
                .filter(folder -> !Files.isSymbolicLink(home.resolve(folder)))
                .toList();
        var shipped = Fingerprints.of(distribution, folders);
        var present = Fingerprints.of(home, folders);
        for (var folder : folders) Files.createDirectories(home.resolve(folder));

        var names = new TreeSet<>(shipped.names());
        names.addAll(recorded.names());
        for (var name : names) {
            switch (decide(shipped.get(name), recorded.get(name), present.get(name))) {
                case KEEP -> {}
                case COPY -> copy(name);
                case REMOVE -> Files.delete(home.resolve(name));
            }
        }
        if (!shipped.equals(recorded)) shipped.write(record);
    }

    /**
     * The rule.
     *
     * @param shipped what the distribution has now, empty for no such file
     * @param recorded what it had when this home was last filled
     * @param present what the home has
     */
    static Action decide(String shipped, String recorded, String present) {
        if (present.isEmpty()) {
            // Never brought: bring it. Brought and gone: the user removed it.
            return recorded.isEmpty() && !shipped.isEmpty() ? Action.COPY : Action.KEEP;
        }
        if (!present.equals(recorded) || present.equals(shipped)) return Action.KEEP;
        return shipped.isEmpty() ? Action.REMOVE : Action.COPY;
    }

    // Never half a file under its final name, even if the machine stops here. Beside it: data/ may be on another disk.
    private void copy(String name) throws IOException {
        var target = home.resolve(name);
        var temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        Files.copy(distribution.resolve(name), temporary, StandardCopyOption.REPLACE_EXISTING);
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
