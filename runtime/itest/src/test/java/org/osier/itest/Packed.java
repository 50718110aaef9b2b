package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The packages as the build made them, once, and once more from a copy with other times and other rights. */
final class Packed {
    private static final Path FOLDER =
            Path.of(System.getProperty("osier.packages")).toAbsolutePath().normalize();
    private static final Path AGAIN = FOLDER.resolve("again");

    private Packed() {}

    static Path archive() throws IOException {
        return only(FOLDER, "osier-*.tar.gz");
    }

    static Path archiveAgain() throws IOException {
        return only(AGAIN, "osier-*.tar.gz");
    }

    static Path debian() throws IOException {
        return only(FOLDER, "osier_*_all.deb");
    }

    static Path debianAgain() throws IOException {
        return only(AGAIN, "osier_*_all.deb");
    }

    private static Path only(Path folder, String glob) throws IOException {
        try (var found = Files.newDirectoryStream(folder, glob)) {
            var files = found.iterator();
            if (!files.hasNext()) throw new AssertionError("no " + glob + " in " + folder);
            var file = files.next();
            if (files.hasNext()) throw new AssertionError("more than one " + glob + " in " + folder);
            return file;
        }
    }
}
