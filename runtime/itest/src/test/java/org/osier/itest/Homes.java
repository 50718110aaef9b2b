package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** Where nodes live during the tests: below target/, where their logs can be read afterwards. */
final class Homes {
    private static final Path FOLDER = Path.of(System.getProperty("osier.work")).toAbsolutePath();

    private Homes() {}

    /** The folder of this name. */
    static Path of(String name) {
        return FOLDER.resolve(name);
    }

    /** An empty folder, whatever an earlier run left there. */
    static Path fresh(String name) throws IOException {
        var home = of(name);
        if (Files.exists(home)) {
            List<Path> old;
            try (var walk = Files.walk(home)) {
                old = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (var path : old) Files.delete(path);
        }
        return Files.createDirectories(home);
    }
}
