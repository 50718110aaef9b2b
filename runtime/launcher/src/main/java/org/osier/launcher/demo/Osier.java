package org.osier.launcher.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * The command line of a distribution, called as users call it.
 *
 * @param distribution its folder
 */
record Osier(Path distribution) {
    /** Longer than anything takes on a busy machine; a start itself gives up after 30 s. */
    private static final Duration LIMIT = Duration.ofSeconds(40);

    Path script() {
        return distribution.resolve("bin").resolve("osier");
    }

    /** A bundle that the distribution ships as an example. */
    Path example(String bundle) {
        return distribution.resolve("examples").resolve(bundle + ".jar");
    }

    /** Calls it and leaves it to itself. */
    Call begin(Path home, String... words) throws IOException {
        var line = new ArrayList<>(Arrays.asList(script().toString(), "--home", home.toString()));
        line.addAll(Arrays.asList(words));
        return Call.begin(String.join(" ", words), line);
    }

    /** Calls it and waits. */
    Answer call(Path home, String... words) throws IOException, InterruptedException, DemoException {
        return begin(home, words).await(LIMIT);
    }
}
