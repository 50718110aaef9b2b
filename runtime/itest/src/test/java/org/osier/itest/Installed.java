package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Bundles in the framework of a test, by name. */
final class Installed {
    private Installed() {}

    static Bundle bundle(BundleContext context, String symbolicName) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    /** Updates it to the build of this number that {@link Builds} made for the test. */
    static void update(BundleContext context, String test, String symbolicName, int number)
            throws IOException, BundleException {
        var bundle = bundle(context, symbolicName);
        bundle.update(Files.newInputStream(Builds.file(test, symbolicName, number)));
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(bundle.getVersion()).isEqualTo(Builds.version(number));
    }
}
