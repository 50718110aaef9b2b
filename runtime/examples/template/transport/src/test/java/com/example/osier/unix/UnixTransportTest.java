package com.example.osier.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.testkit.TransportContract;
import org.osier.transport.Transport;

class UnixTransportTest extends TransportContract {
    @TempDir
    private Path folder;

    private final List<Closeable> silent = new ArrayList<>();

    @Override
    protected Transport open() {
        try {
            return new UnixTransport(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void stop(Transport transport) {
        ((UnixTransport) transport).stop();
    }

    @Override
    protected URI anyAddress() {
        return URI.create("unix://localhost:0");
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of("example-unix-");
    }

    /** A listener that accepts nobody and whose queue is full. */
    @Override
    protected Optional<URI> silentAddress() {
        try {
            var socket = UnixDomainSocketAddress.of(folder.resolve("1"));
            if (silent.isEmpty())
                silent.add(ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(socket, 1));
            while (true) {
                var filler = SocketChannel.open(StandardProtocolFamily.UNIX);
                silent.add(filler);
                filler.configureBlocking(false);
                filler.connect(socket);
            }
        } catch (SocketException full) {
            return Optional.of(URI.create("unix://localhost:1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void closeSilentSockets() throws IOException {
        for (var socket : silent) socket.close();
    }

    /** Goal: a process that was killed costs nobody its address. Method: a socket that is closed and still has a file. */
    @Test
    void aFileThatWasLeftIsNoListener() throws Exception {
        var left = UnixDomainSocketAddress.of(folder.resolve("7400"));
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(left).close();
        assertThat(left.getPath()).exists();

        server.listen(URI.create("unix://localhost:7400"), remote -> Optional.empty())
                .close();

        assertThat(left.getPath()).doesNotExist();
    }

    @Test
    void whatIsNoMessageEndsTheConnection() throws Exception {
        assertThat(endAfter((byte) 0, (byte) 0)).isEqualTo("PROTOCOL");
        assertThat(endAfter((byte) 0, (byte) 5, (byte) 1)).isEqualTo("LOST");
    }

    private String endAfter(byte... bytes) throws Exception {
        var accepted = receiver();
        var address = listen(remote -> Optional.of(accepted)).address();
        try (var stranger = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            stranger.connect(UnixDomainSocketAddress.of(folder.resolve("" + address.getPort())));
            stranger.write(ByteBuffer.wrap(bytes));
        }
        await("closed", accepted::isClosed);
        assertThat(accepted.messages()).isZero();
        return accepted.end();
    }
}
