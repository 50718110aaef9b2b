package com.example.osier.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osier.testkit.TransportContract;
import org.osier.transport.Transport;

class UnixTransportTest extends TransportContract {
    @TempDir
    private Path folder;

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
        for (var bytes : new byte[][] {{0, 0}, {0, 5, 1}}) {
            var accepted = receiver();
            var address = listen(remote -> Optional.of(accepted)).address();
            try (var stranger = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                stranger.bind(UnixDomainSocketAddress.of(folder.resolve("stranger-1")));
                stranger.connect(UnixDomainSocketAddress.of(folder.resolve("" + address.getPort())));
                stranger.write(ByteBuffer.wrap(bytes));
            }
            await("closed", accepted::isClosed);
            assertThat(accepted.end()).isEqualTo("LOST");
            assertThat(accepted.messages()).isZero();
            folder.resolve("stranger-1").toFile().delete();
        }
    }
}
