package org.osier.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.testkit.BundleLoader;
import org.osier.testkit.PlainDial;
import org.osier.testkit.RecordingReceiver;
import org.osier.testkit.Waiting;
import org.osier.transport.Connection;
import org.osier.transport.Transport;

/** A transport that is replaced a thousand times in a running node must leave nothing of the replaced ones. */
@Timeout(60)
class LeakTest {
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
        use(transport);
        type.getMethod("stop").invoke(transport);
        return loader;
    }

    /** From a caller's thread and from a thread of Jetty, by name, refused, and left open for the stop. */
    private static void use(Transport transport) throws Exception {
        var waiting = new Waiting();
        var listener = transport.listen(
                URI.create("ws://127.0.0.1:0/mesh"),
                remote -> Optional.of(new RecordingReceiver(waiting) {
                    @Override
                    protected void onMessage(Connection connection, byte[] message) {
                        connection.send(ByteBuffer.wrap(message));
                    }
                }));
        var dial = new PlainDial(Duration.ofSeconds(5));
        var dialled = new RecordingReceiver(waiting);
        transport.connect(URI.create("ws://localhost:" + listener.address().getPort() + "/mesh"), dial, dialled);
        waiting.until("opened", dialled::isOpened);
        for (int size : new int[] {1, 65_535}) dialled.send(new byte[size]);
        waiting.until("echoes", () -> dialled.messages() == 2);
        listener.close();
        var refused = new RecordingReceiver(waiting);
        transport.connect(listener.address(), dial, refused);
        waiting.until("refused", refused::isClosed);
    }
}
