package org.osier.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import org.osgi.framework.BundleException;

/**
 * {@code osier run}: prepares the home, starts the framework in this process and stays until it has stopped.
 *
 * <p>{@code bin/osier} calls it with the system properties {@value #DISTRIBUTION} (the folder of the distribution) and
 * {@value #WORKING_DIRECTORY} (where the user stands; the process itself runs in the home, so that the path of its
 * socket stays short).
 */
public final class Launcher {
    private static final String DISTRIBUTION = "osier.dist";
    private static final String WORKING_DIRECTORY = "osier.cwd";
    private static final String NAME_CACHE = "networkaddress.cache.ttl";
    private static final String NAME_CACHE_SECONDS = "10";

    private Launcher() {}

    /** Ends the process with 0 after a stop that was asked for, 1 when something failed, 2 for wrong use. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /**
     * A node that moves behind its name should be found soon. Java reads this at its first look-up; what the operator
     * wrote into java.security stands.
     */
    private static void forgetNamesSoon() {
        if (Security.getProperty(NAME_CACHE) == null) Security.setProperty(NAME_CACHE, NAME_CACHE_SECONDS);
    }

    private static int run(String[] arguments) {
        try {
            var workingDirectory = Path.of(System.getProperty(WORKING_DIRECTORY, ""));
            var options = Options.parse(Arrays.asList(arguments), workingDirectory);
            var distribution = Distribution.at(System.getProperty(DISTRIBUTION, ""));
            try (var home = Home.open(options.home())) {
                home.fill(distribution);
                forgetNamesSoon();
                NodeProperties.set(options, home, distribution);
                return new Node(home, distribution, !options.headless()).run();
            }
        } catch (WrongUseException e) {
            System.err.println("osier: " + e.getMessage());
            System.err.println("next: bin/osier --help");
            return ExitCode.WRONG_USE;
        } catch (IOException | BundleException e) {
            System.err.println("osier: " + Causes.of(e));
            return ExitCode.FAILED;
        }
    }
}
