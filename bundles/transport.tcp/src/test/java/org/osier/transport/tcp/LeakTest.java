package org.osier.transport.tcp;

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
import org.osier.testkit.TransportUse;
import org.osier.testkit.Waiting;
import org.osier.transport.Connection;
import org.osier.transport.Transport;

/** A transport that is replaced a thousand times in a running node must leave nothing of the replaced ones. */
@Timeout(60)
class LeakTest {
    private static final URI ANY = URI.create("tcp://127.0.0.1:0");
    private static final String PACKAGE = "org.osier.transport.tcp.";

    /** Goal: no class loader is left; Netty stays, as its bundle does. Method: use a transport from a loader of its own, stop it, collect the loader. */
    @Test
    void stoppedTransportLeavesNoClassLoader() throws Exception {
        assertThat(BundleLoader.isCollected(new WeakReference<>(useOnce()))).isTrue();
    }

    private static ClassLoader useOnce() throws Exception {
        var loader = new BundleLoader(PACKAGE);
        var type = loader.loadClass(PACKAGE + "TcpTransport");
        assertThat(type.getClassLoader()).isSameAs(loader);
        var constructor = type.getDeclaredConstructor(int.class);
        constructor.setAccessible(true);
        var transport = (Transport) constructor.newInstance(2);
        TransportUse.once(transport, ANY);
        type.getMethod("stop").invoke(transport);
        return loader;
    }

    /** Goal: memory outside the heap is given back at the stop, also when messages were on their way. */
    @Test
    void stoppedTransportHoldsNoDirectMemory() throws Exception {
        var transport = new TcpTransport(2);
        TransportUse.once(transport, ANY);
        assertThat(transport.directBytes()).isPositive();
        var waiting = new Waiting();
        var stalled = new RecordingReceiver(waiting) {
            @Override
            protected void onOpened(Connection connection) {
                connection.reading(false);
            }
        };
        var listener = transport.listen(URI.create("tcp://127.0.0.1:0"), remote -> Optional.of(stalled));
        var flood = new RecordingReceiver(waiting) {
            @Override
            protected void onOpened(Connection connection) {
                for (int i = 0; i < 300; i++) connection.send(ByteBuffer.wrap(new byte[65_000]));
            }
        };
        transport.connect(listener.address(), new PlainDial(Duration.ofSeconds(5)), flood);
        waiting.until("opened", flood::isOpened);
        transport.stop();
        assertThat(transport.directBytes()).isZero();
    }
}
