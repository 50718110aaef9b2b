package org.osier.transport.websocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.osier.testkit.TransportContract;
import org.osier.transport.Transport;

/** The WebSocket transport keeps the contract of every transport. */
class WebSocketTransportTest extends TransportContract {
    /** Sockets of a listener whose queue they fill. */
    private final List<AutoCloseable> silent = new ArrayList<>();

    @Override
    protected Transport open() {
        return new WebSocketTransport(Settings.DEFAULT);
    }

    @Override
    protected void stop(Transport transport) {
        ((WebSocketTransport) transport).stop();
    }

    @Override
    protected URI anyAddress() {
        return URI.create("ws://127.0.0.1:0/mesh");
    }

    @Override
    protected Optional<String> threadPrefix() {
        return Optional.of(Engine.THREAD_PREFIX);
    }

    /** A listener that accepts nothing and whose queue is full: Linux then ignores further connections. */
    @Override
    protected Optional<URI> silentAddress() {
        try {
            var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            silent.add(server);
            for (int i = 0; i < 4; i++) {
                var filler = SocketChannel.open();
                filler.configureBlocking(false);
                silent.add(filler);
                filler.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
            }
            return Optional.of(URI.create("ws://127.0.0.1:" + server.getLocalPort()));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void closeSilentSockets() throws Exception {
        for (var socket : silent) socket.close();
    }
}
