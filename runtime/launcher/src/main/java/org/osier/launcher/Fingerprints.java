package org.osier.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Files by name, relative to a folder, each with its length and CRC-32. They tell a changed file from an unchanged one
 * among friends; nothing is trusted because of them.
 */
final class Fingerprints {
    private final TreeMap<String, String> byName = new TreeMap<>();

    /** Those of the files directly in {@code folders} below {@code root}; a folder that is not there has none. */
    static Fingerprints of(Path root, List<String> folders) throws IOException {
        var prints = new Fingerprints();
        for (var folder : folders) {
            if (!Files.isDirectory(root.resolve(folder))) continue;
            for (var file : Distribution.list(root.resolve(folder))) {
                if (Files.isRegularFile(file)) prints.byName.put(folder + "/" + file.getFileName(), of(file));
            }
        }
        return prints;
    }

    private static String of(Path file) throws IOException {
        var content = Files.readAllBytes(file);
        var crc = new CRC32();
        crc.update(content);
        return content.length + "-" + Long.toHexString(crc.getValue());
    }

    /** Those that {@link #write} wrote; none if there is no such file. What is no line of it is passed over. */
    static Fingerprints read(Path file) throws IOException {
        var prints = new Fingerprints();
        if (!Files.exists(file)) return prints;
        for (var line : Files.readAllLines(file)) {
            var space = line.indexOf(' ');
            if (space > 0) prints.byName.put(line.substring(space + 1), line.substring(0, space));
        }
        return prints;
    }

    /** Writes one line for each file, the file as a whole or not at all. */
    void write(Path file) throws IOException {
        var lines = byName.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .toList();
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(temporary, lines);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** The fingerprint of {@code name}, empty if there is no such file. */
    String get(String name) {
        return byName.getOrDefault(name, "");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprints prints && prints.byName.equals(byName);
    }

    @Override
    public int hashCode() {
        return byName.hashCode();
    }
}
