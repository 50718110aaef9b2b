package org.osier.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osier.testkit.PlainDial;
import org.osier.testkit.RecordingReceiver;
import org.osier.testkit.Waiting;
import org.osier.transport.Connection;
import org.osier.transport.Transport;

/** A transport that is replaced a thousand times in a running node must leave nothing of the replaced ones. */
@Timeout(60)
class LeakTest {
    private static final String PACKAGE = "org.osier.transport.tcp.";

    /** Our own classes anew, as a framework loads them for an updated bundle; Netty stays, as its bundle does. */
    private static final class BundleLoader extends ClassLoader {
        BundleLoader(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                var loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) throw new ClassNotFoundException(name);
                var bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failed) {
                throw new ClassNotFoundException(name, failed);
            }
        }
    }

    /** Goal: no class loader is left. Method: use a transport from a loader of its own, stop it, collect the loader. */
    @Test
    void stoppedTransportLeavesNoClassLoader() throws Exception {
        var queue = new ReferenceQueue<ClassLoader>();
        var loader = new WeakReference<>(useOnce(), queue);
        for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
            queue.remove(100);
        }
        assertThat(loader.get()).isNull();
    }

    private static ClassLoader useOnce() throws Exception {
        var loader = new BundleLoader(LeakTest.class.getClassLoader());
        var type = loader.loadClass(PACKAGE + "TcpTransport");
        assertThat(type.getClassLoader()).isSameAs(loader);
        var constructor = type.getDeclaredConstructor(int.class);
        constructor.setAccessible(true);
        var transport = (Transport) constructor.newInstance(2);
        use(transport);
        type.getMethod("stop").invoke(transport);
        return loader;
    }

    /** From a caller's thread and from an event loop, by name, refused, and left open for the stop. */
    private static void use(Transport transport) throws Exception {
        var waiting = new Waiting();
        var listener = transport.listen(
                URI.create("tcp://127.0.0.1:0"),
                remote -> Optional.of(new RecordingReceiver(waiting) {
                    @Override
                    protected void onMessage(Connection connection, byte[] message) {
                        connection.send(ByteBuffer.wrap(message));
                    }
                }));
        var dial = new PlainDial(Duration.ofSeconds(5));
        var dialled = new RecordingReceiver(waiting);
        transport.connect(URI.create("tcp://localhost:" + listener.address().getPort()), dial, dialled);
        waiting.until("opened", dialled::isOpened);
        for (int size : new int[] {1, 65_535}) dialled.send(new byte[size]);
        waiting.until("echoes", () -> dialled.messages() == 2);
        listener.close();
        var refused = new RecordingReceiver(waiting);
        transport.connect(listener.address(), dial, refused);
        waiting.until("refused", refused::isClosed);
    }

    /** Goal: memory outside the heap is given back at the stop, also when messages were on their way. */
    @Test
    void stoppedTransportHoldsNoDirectMemory() throws Exception {
        var transport = new TcpTransport(2);
        use(transport);
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
