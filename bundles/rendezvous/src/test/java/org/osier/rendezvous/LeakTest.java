package org.osier.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osier.testkit.BundleLoader;

/** A service that is replaced a thousand times in a running node must leave nothing of the replaced ones. */
@Timeout(60)
class LeakTest {
    private static final String PACKAGE = "org.osier.rendezvous.";

    @TempDir
    private Path home;

    /** Goal: no class loader is left. Method: use the component from a loader of its own, as DS does; collect it. */
    @Test
    void aClosedServiceLeavesNoClassLoader() throws Exception {
        assertThat(BundleLoader.isCollected(new WeakReference<>(useOnce()))).isTrue();
        assertThat(home.resolve("data/rendezvous/records"))
                .as("in the home of the framework")
                .exists();
    }

    private ClassLoader useOnce() throws Exception {
        var loader = new BundleLoader(PACKAGE);
        var type = loader.loadClass(PACKAGE + "RendezvousService");
        var configType = loader.loadClass(PACKAGE + "RendezvousConfig");
        var config = Proxy.newProxyInstance(
                loader,
                new Class<?>[] {configType},
                (self, method, arguments) ->
                        method.getName().equals("listen") ? "127.0.0.1:0" : method.getDefaultValue());
        var context = Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, arguments) -> "osier.home".equals(arguments[0]) ? home.toString() : null);
        var service = type.getConstructor(BundleContext.class, configType).newInstance(context, config);
        var port = type.getDeclaredMethod("port");
        port.setAccessible(true);
        leaveSomething((Integer) ((CompletableFuture<?>) port.invoke(service)).get(10, TimeUnit.SECONDS));
        type.getMethod("close").invoke(service);
        return loader;
    }

    private static void leaveSomething(int port) throws IOException {
        try (var socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            var path = "/rendezvous/1/" + "0".repeat(32) + "/" + "1".repeat(32);
            socket.getOutputStream()
                    .write(("PUT " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 204");
        }
    }
}
