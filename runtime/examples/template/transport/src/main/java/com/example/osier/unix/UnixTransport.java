package com.example.osier.unix;

import static org.osier.transport.TransportException.Kind.*;

import java.io.Closeable;
import java.io.IOException;
import java.net.*;
import java.nio.channels.*;
import java.nio.file.*;
import java.util.Set;
import java.util.concurrent.*;
import org.osgi.service.component.annotations.*;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.transport.*;

/** {@code unix://localhost:7400}: the Unix domain socket {@code 7400} of one folder. Thread-safe. */
@Component(configurationPid = "com.example.osier.unix", configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Transport.SCHEME + "=unix")
@Designate(ocd = UnixConfig.class)
public final class UnixTransport implements Transport {
    private final Path folder;
    private final Set<UnixConnection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Closeable> listeners = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    @Activate public UnixTransport(UnixConfig config) throws IOException { this(Path.of(config.folder())); }

    UnixTransport(Path folder) throws IOException { this.folder = Files.createDirectories(folder); }

    @Override public Delivery delivery() { return Delivery.STREAM; }

    /** Whether somebody listens is known at once: there is nothing to wait for, and nothing to give up. */
    @Override public Closeable connect(URI to, Dial dial, Receiver receiver) {
        try {
            var local = any(); // our end has a name, too, so that the other end knows who dials; its file nobody needs
            begin(new UnixConnection(dial(socket(local), socket(to)), local, to, receiver));
        } catch (TransportException e) {
            receiver.closed(e);
        } catch (IOException e) {
            receiver.closed(new TransportException(REFUSED, to + ": " + e.getMessage(), e));
        }
        return () -> {};
    }

    private SocketChannel dial(UnixDomainSocketAddress from, UnixDomainSocketAddress to) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX).bind(from);
        try {
            Files.delete(from.getPath());
            channel.configureBlocking(false);
            if (stopped || !channel.connect(to)) throw new IOException("stopped, or too many are waiting there");
            channel.configureBlocking(true);
            return channel;
        } catch (IOException e) { channel.close(); throw e; }
    }

    @Override public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        var address = at.getPort() == 0 ? any() : at;
        var socket = socket(address);
        try {
            try { dial(socket(any()), socket).close(); } // of a process that was killed a file is left
            catch (IOException nobodyListens) { Files.deleteIfExists(socket.getPath()); }
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(socket);
            var thread = new Thread(() -> accept(server, address, acceptor), "example-unix-accept");
            var end = (Closeable) () -> {
                if (server.isOpen()) Files.deleteIfExists(socket.getPath());
                server.close();
                UnixConnection.join(thread);
            };
            listeners.add(end);
            thread.start();
            return new Listener() {
                @Override public URI address() { return address; }
                @Override public void close() { quietly(end); listeners.remove(end); }
            };
        } catch (IOException e) { throw new TransportException(PORT_IN_USE, at + ": " + e.getMessage(), e); }
    }

    private void accept(ServerSocketChannel server, URI local, Acceptor acceptor) {
        try (server) {
            while (true) {
                var channel = server.accept();
                var from = (UnixDomainSocketAddress) channel.getRemoteAddress();
                var remote = URI.create("unix://localhost:" + from.getPath().getFileName());
                var receiver = acceptor.accept(remote);
                if (receiver.isPresent()) begin(new UnixConnection(channel, local, remote, receiver.get()));
                else channel.close();
            }
        } catch (IOException e) { /* the listener is closed */ }
    }

    private void begin(UnixConnection connection) {
        connections.removeIf(one -> !one.isAlive());
        connection.start();
        connections.add(connection);
        if (stopped) connection.end();
    }

    private static URI any() {
        return URI.create("unix://localhost:" + ThreadLocalRandom.current().nextInt(32_768, 65_536));
    }

    private UnixDomainSocketAddress socket(URI address) throws TransportException {
        boolean ours = "unix".equals(address.getScheme()) && "localhost".equals(address.getHost());
        if (ours && address.getPort() > 0) return UnixDomainSocketAddress.of(folder.resolve("" + address.getPort()));
        throw new TransportException(BAD_ADDRESS, address + ": not like unix://localhost:7400", null);
    }

    static void quietly(Closeable end) {
        try { end.close(); } catch (IOException e) { /* it is gone either way */ }
    }

    /** Closes everything, without a flush: what is on its way through a session goes again over the next transport. */
    @Deactivate public void stop() {
        stopped = true;
        listeners.forEach(UnixTransport::quietly);
        connections.forEach(UnixConnection::end);
    }
}
