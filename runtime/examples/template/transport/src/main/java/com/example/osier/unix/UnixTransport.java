package com.example.osier.unix;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.transport.Acceptor;
import org.osier.transport.Dial;
import org.osier.transport.Listener;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;

/** {@code unix://localhost:7400}: Unix domain sockets in one folder, the port is the name of a file. Thread-safe. */
@Component(
        configurationPid = "com.example.osier.unix",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Transport.SCHEME + "=unix")
@Designate(ocd = UnixConfig.class)
public final class UnixTransport implements Transport {
    private final SocketFolder folder;
    private final Set<UnixListener> listeners = ConcurrentHashMap.newKeySet();
    private final Set<UnixConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    @Activate
    public UnixTransport(UnixConfig config) throws IOException {
        this(Path.of(config.folder()));
    }

    UnixTransport(Path folder) throws IOException {
        this.folder = new SocketFolder(Files.createDirectories(folder));
    }

    @Override
    public Delivery delivery() {
        return Delivery.STREAM;
    }

    /** Whether somebody listens is known at once: there is nothing to wait for, and nothing to give up. */
    @Override
    public Closeable connect(URI to, Dial dial, Receiver receiver) {
        try {
            if (stopped) throw new TransportException(Kind.REFUSED, to + ": this transport has stopped", null);
            var channel = folder.connect(to);
            var end = (Runnable) () -> SocketFolder.remove(channel);
            begin(new UnixConnection(channel, SocketFolder.address(channel), to, receiver, end));
        } catch (TransportException e) {
            receiver.closed(e);
        }
        return () -> {};
    }

    @Override
    public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        var server = folder.listen(at);
        var address = SocketFolder.address(server);
        var listener = new UnixListener(server, address, channel -> accept(channel, address, acceptor));
        listeners.removeIf(one -> !one.isOpen());
        listeners.add(listener);
        listener.begin();
        return listener;
    }

    private void accept(SocketChannel channel, URI local, Acceptor acceptor) throws IOException {
        var remote = SocketFolder.address(channel.getRemoteAddress());
        var receiver = acceptor.accept(remote);
        if (receiver.isEmpty()) channel.close();
        else begin(new UnixConnection(channel, local, remote, receiver.get(), () -> SocketFolder.close(channel)));
    }

    private void begin(UnixConnection connection) {
        connections.removeIf(UnixConnection::isOver);
        connections.add(connection);
        connection.begin();
        if (stopped) connection.stop();
    }

    /** Closes everything, without a flush: what is on its way through a session goes again over the next transport. */
    @Deactivate
    public void stop() {
        stopped = true;
        listeners.forEach(UnixListener::close);
        connections.forEach(UnixConnection::stop);
    }
}
