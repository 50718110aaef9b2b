package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.Version;
import org.osier.launcher.demo.Jars;

/**
 * Our bundles as other builds would bring them: with another version. They are made outside of the framework of the
 * tests, in a folder below its homes.
 */
final class Builds {
    static final String CORE = "org.osier.core";
    static final String DISPATCHER = "org.osier.dispatcher";
    static final String SEEDS = "org.osier.discovery.seeds";
    static final String TCP = "org.osier.transport.tcp";
    static final String WEBSOCKET = "org.osier.transport.websocket";

    private Builds() {}

    /** Makes the builds 1 to {@code count} of each of {@code bundles}, for this test. */
    static void make(String test, int count, String... bundles) throws IOException {
        Homes.fresh(folder(test));
        for (var bundle : bundles) {
            for (int number = 1; number <= count; number++) {
                Jars.withVersion(shipped(bundle), version(number).toString(), file(test, bundle, number));
            }
        }
    }

    static Version version(int number) {
        return new Version(1, 0, number, "itest");
    }

    /** The build of this number. */
    static Path file(String test, String bundle, int number) {
        return Homes.of(folder(test)).resolve(bundle + "-" + number + ".jar");
    }

    private static String folder(String test) {
        return test + "-builds";
    }

    private static Path shipped(String bundle) {
        var core = Assembled.API.resolveSibling(bundle + ".jar");
        return Files.exists(core) ? core : Assembled.bundle(bundle);
    }
}
