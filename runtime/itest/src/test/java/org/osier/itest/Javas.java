package org.osier.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The folders of the Javas that nodes are run on. */
final class Javas {
    /** Says where Java 25 is. */
    private static final String VARIABLE = "JAVA_25_HOME";

    /** Where Debian's package of Temurin puts it. */
    private static final String USUAL = "/usr/lib/jvm/temurin-25-jdk-amd64";

    private Javas() {}

    /** The one that runs the tests. */
    static Path current() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Java 25; the test is skipped, and says so, if there is none. */
    static Path java25() {
        var java = Path.of(System.getenv().getOrDefault(VARIABLE, USUAL));
        var there = Files.isExecutable(java.resolve("bin/java"));
        var why = "SKIPPED: no Java 25 in " + java + ", " + VARIABLE + " can name another folder";
        if (!there) System.err.println(why);
        Assumptions.assumeTrue(there, why);
        return java;
    }
}
