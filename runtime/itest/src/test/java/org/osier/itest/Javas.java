package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The folders of the Javas that nodes are run on. */
final class Javas {
    /** Chooses another one than that of the tests: {@code mvn verify -Dosier.java=/path/to/jdk}. */
    private static final String CHOSEN = "osier.java";

    /** Says where the other one is, if it is not beside the first. */
    private static final String OTHER = "OSIER_OTHER_JAVA";

    private static final int OLDEST = 17;
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    private Javas() {}

    /** The one that nodes run on: that of the tests, unless another one was chosen. */
    static Path current() {
        return Path.of(System.getProperty(CHOSEN, System.getProperty("java.home")));
    }

    /** One of another major version, the newest beside it; the test is skipped, and says so, if there is none. */
    static Path other() throws IOException {
        var named = System.getenv(OTHER);
        var other = named == null ? beside(current()) : Optional.of(Path.of(named));
        var why = "SKIPPED: no Java of another version than " + current() + " beside it; " + OTHER + " can name one";
        if (other.isEmpty()) System.err.println(why);
        Assumptions.assumeTrue(other.isPresent(), why);
        return other.get();
    }

    private static Optional<Path> beside(Path java) throws IOException {
        var here = java.toRealPath();
        int mine = version(here);
        try (var folders = Files.list(here.getParent())) {
            return folders.filter(folder -> Files.isExecutable(folder.resolve("bin/java")))
                    .filter(folder -> version(folder) >= OLDEST && version(folder) != mine)
                    .max(Comparator.comparingInt(Javas::version));
        }
    }

    /** Its major version; 0: unknown. */
    private static int version(Path java) {
        try {
            var found = VERSION.matcher(Files.readString(java.resolve("release")));
            return found.find() ? Integer.parseInt(found.group(1)) : 0;
        } catch (IOException e) {
            return 0; // a folder of another kind
        }
    }
}
