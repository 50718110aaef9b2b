package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osgi.framework.namespace.PackageNamespace.PACKAGE_NAMESPACE;

import java.nio.file.Path;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;

/** The libraries in the distribution, as a bare framework understands their manifests. */
@Timeout(30)
class LibrariesIT {
    @TempDir
    private Path storage;

    private Framework framework;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    /** Goal: what others install, for whatever purpose, neither takes our libraries nor gives to them. */
    @ParameterizedTest
    @ValueSource(strings = {"bouncycastle", "bucket4j", "gson", "jetty", "netty"})
    void aLibraryIsSeenByThoseWhoAskForOursAndLooksForNothing(String name) throws BundleException {
        var library = revision(name);

        assertThat(library.getDeclaredCapabilities(PACKAGE_NAMESPACE))
                .isNotEmpty()
                .allSatisfy(export -> {
                    assertThat(export.getDirectives()).containsEntry(Constants.MANDATORY_DIRECTIVE, "library");
                    assertThat(export.getAttributes()).containsEntry("library", "osier");
                });
        assertThat(library.getDeclaredRequirements(PACKAGE_NAMESPACE))
                .extracting(i -> i.getDirectives().get(PackageNamespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                .allSatisfy(resolution -> assertThat(resolution).isNull());
    }

    private BundleRevision revision(String name) throws BundleException {
        var jar = Assembled.FOLDER.resolve("system/2-libraries/org.osier.library." + name + ".jar");
        return framework
                .getBundleContext()
                .installBundle(jar.toUri().toString())
                .adapt(BundleRevision.class);
    }
}
