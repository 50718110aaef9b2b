package org.osier.discovery.seeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osier.discovery.ClusterKeys;
import org.osier.discovery.Discovery;
import org.osier.mesh.PeerListener;
import org.osier.node.NodeRecord;
import org.osier.rendezvous.TestRendezvous;
import org.osier.testkit.BundleLoader;
import org.osier.testkit.RecordingCandidates;
import org.osier.testkit.SampleRecord;
import org.osier.testkit.Waiting;

/** A discovery that is replaced a thousand times in a running node must leave nothing of the replaced ones. */
@Timeout(60)
class LeakTest {
    private static final String PACKAGE = "org.osier.discovery.seeds.";
    private static final URI SEED = URI.create("tcp://seed.example:7400");
    private static final URI MET = URI.create("tcp://met.example:7400");

    @TempDir
    private Path home;

    /** Goal: no class loader is left. Method: use the component from a loader of its own, as DS does; collect it. */
    @Test
    void aClosedDiscoveryLeavesNoClassLoader() throws Exception {
        assertThat(BundleLoader.isCollected(new WeakReference<>(useOnce()))).isTrue();
        assertThat(home.resolve("data/discovery/records"))
                .as("in the home of the framework")
                .exists();
    }

    /** As that, with a service of rendezvous: the client of the JDK holds nothing of ours. */
    private ClassLoader useOnce() throws Exception {
        try (var service = TestRendezvous.on(home.resolve("elsewhere"))) {
            var met = SampleRecord.of(3, 1, MET);
            Member.leave(service.address(), met);
            return use(service.address());
        }
    }

    private ClassLoader use(URI service) throws Exception {
        var loader = new BundleLoader(PACKAGE);
        var type = loader.loadClass(PACKAGE + "SeedsDiscovery");
        assertThat(type.getClassLoader()).isSameAs(loader);
        var configType = loader.loadClass(PACKAGE + "SeedsConfig");
        var config = Proxy.newProxyInstance(
                loader, new Class<?>[] {configType}, (self, method, arguments) -> switch (method.getName()) {
                    case "seeds" -> SEED.toString();
                    case "rendezvous" -> service.toString();
                    default -> method.getDefaultValue();
                });
        var context = Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, arguments) ->
                        Arrays.asList("osier.home").contains(arguments[0]) ? home.toString() : null);
        var component = type.getConstructor(BundleContext.class, configType).newInstance(context, config);
        var bind = type.getDeclaredMethod("bindRecords", org.osier.node.Records.class);
        bind.setAccessible(true);
        bind.invoke(component, (org.osier.node.Records) NodeRecord::parse);
        var bindKeys = type.getDeclaredMethod("bindKeys", ClusterKeys.class);
        bindKeys.setAccessible(true);
        bindKeys.invoke(component, Member.OURS);

        var waiting = new Waiting();
        var candidates = new RecordingCandidates(waiting);
        var peer = SampleRecord.of(1, 1, URI.create("tcp://peer.example:7400"));
        ((Discovery) component).start(SampleRecord.of(2, 1, MET), candidates);
        Told.record((PeerListener) component, peer);
        waiting.until(
                "found",
                () -> candidates.has(SEED)
                        && candidates.has(MET)
                        && candidates.of(peer.id()).isPresent());
        ((Discovery) component).stop();
        var close = type.getDeclaredMethod("close");
        close.setAccessible(true);
        close.invoke(component);
        return loader;
    }
}
