package com.example.osier.unix;

import static org.osier.transport.TransportException.Kind.BAD_ADDRESS;
import static org.osier.transport.TransportException.Kind.PORT_IN_USE;

import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
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
import org.osier.transport.channel.Wire;
import org.osier.transport.channel.Wires;

/** {@code unix://localhost:7400}: the Unix domain socket {@code 7400} of one folder. Thread-safe. */
@Component(
        configurationPid = "com.example.osier.unix",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = Transport.SCHEME + "=unix")
@Designate(ocd = UnixConfig.class)
public final class UnixTransport implements Transport {
    private final Path folder;
    private final Wires wires = new Wires("example-unix");

    @Activate
    public UnixTransport(UnixConfig config) throws IOException {
        this(Path.of(config.folder()));
    }

    UnixTransport(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    @Override
    public Delivery delivery() {
        return Delivery.STREAM;
    }

    @Override
    public Closeable connect(URI to, Dial dial, Receiver receiver) {
        return wires.dial(to, dial, receiver, () -> {
            var here = anyAddress(); // our end has a name, too, so that the other end knows who dials
            return Wire.of(dial(socket(here), socket(to)), here, to);
        });
    }

    private static SocketChannel dial(UnixDomainSocketAddress from, UnixDomainSocketAddress to) throws IOException {
        var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.bind(from);
            Files.delete(from.getPath());
            channel.connect(to);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Listener listen(URI at, Acceptor acceptor) throws TransportException {
        var address = at.getPort() == 0 ? anyAddress() : at;
        var socket = socket(address);
        try {
            removeIfLeft(socket);
            var server = bind(socket);
            return wires.listen(address, acceptor, () -> accept(server, address), () -> {
                try (server) {
                    Files.deleteIfExists(socket.getPath());
                }
            });
        } catch (IOException e) {
            throw new TransportException(PORT_IN_USE, at + ": " + e.getMessage(), e);
        }
    }

    /** A process that was killed has left its file: nobody listens there. */
    private static void removeIfLeft(UnixDomainSocketAddress socket) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.configureBlocking(false);
            channel.connect(socket);
        } catch (ConnectException refused) {
            Files.delete(socket.getPath());
        } catch (SocketException e) {
            // No file, or somebody who has much to do: bind tells.
        }
    }

    private static ServerSocketChannel bind(UnixDomainSocketAddress socket) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            return server.bind(socket);
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private static Wire accept(ServerSocketChannel server, URI address) throws IOException {
        var channel = server.accept();
        var from = (UnixDomainSocketAddress) channel.getRemoteAddress();
        var name = from.getPath().toFile().getName();
        return Wire.of(channel, address, URI.create("unix://localhost:" + (name.matches("[0-9]{1,5}") ? name : 0)));
    }

    private static URI anyAddress() {
        return URI.create("unix://localhost:" + ThreadLocalRandom.current().nextInt(32_768, 65_536));
    }

    private UnixDomainSocketAddress socket(URI address) throws TransportException {
        boolean ours = "unix".equals(address.getScheme()) && "localhost".equals(address.getHost());
        if (ours && address.getPort() > 0) return UnixDomainSocketAddress.of(folder.resolve("" + address.getPort()));
        throw new TransportException(BAD_ADDRESS, address + ": not like unix://localhost:7400", null);
    }

    @Deactivate
    public void stop() {
        wires.stop();
    }
}
