package org.osier.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The distribution as the build assembled it. */
final class Assembled {
    static final Path FOLDER =
            Path.of(System.getProperty("osier.dist")).toAbsolutePath().normalize();
    static final Path API = FOLDER.resolve("system/4-osier/org.osier.api.jar");
    static final Path SCRIPT = FOLDER.resolve("bin/osier");

    private Assembled() {}

    /** A swappable bundle. */
    static Path bundle(String name) {
        return FOLDER.resolve("bundle").resolve(name + ".jar");
    }

    /** A bundle that runs only where somebody puts it, or its configuration. */
    static Path optional(String file) {
        return FOLDER.resolve("optional").resolve(file);
    }

    static Path example(String name) {
        return FOLDER.resolve("examples").resolve(name + ".jar");
    }

    /** Every bundle of ours that is shipped. */
    static List<Path> ours() {
        return Stream.of("system/4-osier", "bundle", "optional", "examples")
                .flatMap(folder -> jars(FOLDER.resolve(folder)))
                .toList();
    }

    private static Stream<Path> jars(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries
                    .filter(file -> file.getFileName().toString().matches("org\\.osier\\..*\\.jar"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
