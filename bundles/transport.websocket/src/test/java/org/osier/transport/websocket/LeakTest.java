package org.osier.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.testkit.BundleLoader;
import org.osier.testkit.TransportUse;
import org.osier.transport.Transport;

/** A transport that is replaced a thousand times in a running node must leave nothing of the replaced ones. */
@Timeout(60)
class LeakTest {
    private static final URI ANY = URI.create("ws://127.0.0.1:0/mesh");
    private static final String PACKAGE = "org.osier.transport.websocket.";

    /** Goal: no class loader is left; Jetty stays, as its bundle does. Method: use a transport from a loader of its own, stop it, collect the loader. */
    @Test
    void stoppedTransportLeavesNoClassLoader() throws Exception {
        assertThat(BundleLoader.isCollected(new WeakReference<>(useOnce()))).isTrue();
    }

    private static ClassLoader useOnce() throws Exception {
        var loader = new BundleLoader(PACKAGE);
        var type = loader.loadClass(PACKAGE + "WebSocketTransport");
        assertThat(type.getClassLoader()).isSameAs(loader);
        var settings = loader.loadClass(PACKAGE + "Settings");
        var defaults = settings.getDeclaredField("DEFAULT");
        defaults.setAccessible(true);
        var constructor = type.getDeclaredConstructor(settings);
        constructor.setAccessible(true);
        var transport = (Transport) constructor.newInstance(defaults.get(null));
        TransportUse.once(transport, ANY);
        type.getMethod("stop").invoke(transport);
        return loader;
    }
}
