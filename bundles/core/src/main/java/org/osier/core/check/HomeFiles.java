package org.osier.core.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that a node of this home would start with. Those that the distribution has and the home never got are
 * brought by the start; those that it got and that are gone, their operator removed.
 */
final class HomeFiles {
    private final Path home;
    private final Path distribution;

    HomeFiles(Path home, Path distribution) {
        this.home = home;
        this.distribution = distribution;
    }

    Path home() {
        return home;
    }

    Path data() {
        return home.resolve("data");
    }

    Path distribution() {
        return distribution;
    }

    /** Files of {@code folder} ({@code etc} or {@code bundle}), sorted by name. */
    Collection<Path> of(String folder) throws IOException {
        var files = new TreeMap<String, Path>();
        var brought = brought();
        for (var file : list(distribution.resolve(folder))) {
            var name = file.getFileName().toString();
            if (!brought.contains(folder + "/" + name)) files.put(name, file);
        }
        for (var file : list(home.resolve(folder))) files.put(file.getFileName().toString(), file);
        return files.values();
    }

    /** Every jar whose bundle would run. */
    List<Path> jars() throws IOException {
        var folders = new HashSet<Path>(list(distribution.resolve("system")));
        folders.add(home.resolve("deploy"));
        var jars = new java.util.ArrayList<Path>(of("bundle"));
        for (var folder : folders) jars.addAll(list(folder));
        jars.removeIf(file -> !file.toString().endsWith(".jar"));
        return jars;
    }

    /** What the launcher has noted in {@code data/filled}: a fingerprint and a name in each line. */
    private Set<String> brought() throws IOException {
        var record = data().resolve("filled");
        var names = new HashSet<String>();
        if (!Files.exists(record)) return names;
        for (var line : Files.readAllLines(record)) names.add(line.substring(line.indexOf(' ') + 1));
        return names;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
