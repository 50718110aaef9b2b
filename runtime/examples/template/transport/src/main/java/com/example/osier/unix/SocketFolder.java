package com.example.osier.unix;

import static java.net.StandardProtocolFamily.UNIX;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;

/** Ports as files of one folder: {@code unix://localhost:7400} is the socket {@code 7400}. */
record SocketFolder(Path folder) {
    private static final int MAX_PORT = 65_535;

    /** Where it is bound. */
    static URI address(NetworkChannel channel) throws TransportException {
        try {
            return address(channel.getLocalAddress());
        } catch (IOException e) {
            throw new TransportException(Kind.LOST, "closed already", e);
        }
    }

    static URI address(SocketAddress socket) {
        return URI.create("unix://localhost:"
                + ((UnixDomainSocketAddress) socket).getPath().getFileName());
    }

    ServerSocketChannel listen(URI at) throws TransportException {
        int port = port(at, 0);
        try {
            if (port > 0) removeIfNobodyListens(port);
            return bind(ServerSocketChannel.open(UNIX), port);
        } catch (IOException e) {
            throw new TransportException(Kind.PORT_IN_USE, at + ": " + e.getMessage(), e);
        }
    }

    /** Never waits: the kernel knows who listens. Our end has a port, too, so that the other end can name us. */
    SocketChannel connect(URI to) throws TransportException {
        int port = port(to, 1);
        try {
            return connect(port);
        } catch (IOException e) {
            throw new TransportException(Kind.REFUSED, to + ": " + e.getMessage(), e);
        }
    }

    private SocketChannel connect(int port) throws IOException {
        var channel = bind(SocketChannel.open(UNIX), 0);
        try {
            channel.configureBlocking(false);
            if (!channel.connect(socket(port))) throw new IOException("too many are waiting there");
            channel.configureBlocking(true);
            return channel;
        } catch (IOException e) {
            remove(channel);
            throw e;
        }
    }

    private <C extends NetworkChannel> C bind(C channel, int port) throws IOException {
        try {
            channel.bind(socket(port));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    // A process that was killed has left its file.
    private void removeIfNobodyListens(int port) throws IOException {
        try {
            remove(connect(port));
        } catch (IOException e) {
            Files.deleteIfExists(socket(port).getPath());
        }
    }

    /** Closes one that {@link #listen} or {@link #connect} gave, and removes its file. */
    static void remove(NetworkChannel channel) {
        try {
            if (channel.isOpen()) Files.deleteIfExists(((UnixDomainSocketAddress) channel.getLocalAddress()).getPath());
        } catch (IOException e) {
            // The next one with its number removes it.
        }
        close(channel);
    }

    static void close(NetworkChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private UnixDomainSocketAddress socket(int port) {
        int number = port > 0 ? port : ThreadLocalRandom.current().nextInt(MAX_PORT / 2, MAX_PORT);
        return UnixDomainSocketAddress.of(folder.resolve(Integer.toString(number)));
    }

    private static int port(URI address, int lowest) throws TransportException {
        var ours = "unix".equals(address.getScheme()) && "localhost".equals(address.getHost());
        if (ours && address.getPort() >= lowest && address.getPort() <= MAX_PORT) return address.getPort();
        throw new TransportException(Kind.BAD_ADDRESS, address + ": not like unix://localhost:7400", null);
    }
}
