package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osgi.framework.namespace.PackageNamespace.PACKAGE_NAMESPACE;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** What the manifests of our bundles say, as a bare framework understands them. The bundles are those that are shipped. */
@Timeout(30)
class BundlesIT {
    private static final Pattern PACKAGE = Pattern.compile("\\(" + PACKAGE_NAMESPACE + "=([^)]+)\\)");
    private static final String API = "org.osier.api";

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

    /** Goal: the contracts need nothing but Java. Method: they start in a framework that has nothing else. */
    @Test
    void apiResolvesAlone() throws BundleException {
        var api = install(Assembled.API);

        api.start();

        assertThat(api.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void nobodyButApiExportsAnything() throws BundleException {
        for (var bundle : ours()) {
            if (bundle.getSymbolicName().equals(API)) {
                assertThat(exports(bundle)).contains("org.osier.mesh", "org.osier.transport");
            } else {
                assertThat(exports(bundle)).as(bundle.getSymbolicName()).isEmpty();
            }
        }
    }

    /** Optional and dynamic imports are what makes a framework refresh bundles that have nothing to do with an update. */
    @Test
    void nobodyHasAnOptionalOrDynamicImport() throws BundleException {
        for (var bundle : ours()) {
            assertThat(imports(bundle))
                    .as(bundle.getSymbolicName())
                    .extracting(i -> i.getDirectives().get(PackageNamespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                    .containsOnly((String) null);
        }
    }

    @Test
    void whatIsImportedFromUsComesFromApi() throws BundleException {
        var bundles = ours();
        var api = bundles.stream().filter(b -> b.getSymbolicName().equals(API)).findFirst();
        var contracts = exports(api.orElseThrow());
        for (var bundle : bundles) {
            var ofOurs = assertThat(imports(bundle))
                    .as(bundle.getSymbolicName())
                    .extracting(BundlesIT::packageOf)
                    .filteredOn(name -> name.startsWith("org.osier."))
                    .isSubsetOf(contracts);
            // Keeps what it cannot open, for nodes that it does not know: it runs where no node does, and says how it
            // does.
            if (bundle.getSymbolicName().equals("org.osier.rendezvous")) ofOurs.containsExactly("org.osier.health");
            else ofOurs.isNotEmpty();
        }
    }

    @Test
    void theSecondHelloIsAnUpdateOfTheFirst() throws BundleException {
        var first = install(Assembled.example("org.osier.examples.hello"));
        var second = install(Assembled.example("org.osier.examples.hello2"));

        assertThat(second.getSymbolicName()).isEqualTo(first.getSymbolicName());
        assertThat(second.getVersion()).isGreaterThan(first.getVersion());
    }

    private List<Bundle> ours() throws BundleException {
        var bundles = new ArrayList<Bundle>();
        for (var jar : Assembled.ours()) bundles.add(install(jar));
        assertThat(bundles)
                .extracting(Bundle::getSymbolicName)
                .contains(
                        API,
                        "org.osier.core",
                        "org.osier.transport.tcp",
                        "org.osier.transport.websocket",
                        "org.osier.discovery.seeds",
                        "org.osier.membership",
                        "org.osier.dispatcher",
                        "org.osier.shell");
        return bundles;
    }

    private Bundle install(Path jar) throws BundleException {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }

    private static List<String> exports(Bundle bundle) {
        return bundle.adapt(BundleRevision.class).getDeclaredCapabilities(PACKAGE_NAMESPACE).stream()
                .map(c -> (String) c.getAttributes().get(PACKAGE_NAMESPACE))
                .toList();
    }

    private static List<BundleRequirement> imports(Bundle bundle) {
        return bundle.adapt(BundleRevision.class).getDeclaredRequirements(PACKAGE_NAMESPACE);
    }

    private static String packageOf(BundleRequirement requirement) {
        var filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
        var matcher = PACKAGE.matcher(filter);
        assertThat(matcher.find()).as(filter).isTrue();
        return matcher.group(1);
    }
}
