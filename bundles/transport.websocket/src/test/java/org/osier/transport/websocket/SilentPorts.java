package org.osier.transport.websocket;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Listeners that accept nothing and whose queue is full: Linux then ignores further connections. */
final class SilentPorts implements Closeable {
    private final List<Closeable> sockets = new ArrayList<>();

    int open() {
        try {
            var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
            sockets.add(server);
            for (int i = 0; i < 4; i++) {
                var filler = SocketChannel.open();
                filler.configureBlocking(false);
                sockets.add(filler);
                filler.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
            }
            return server.getLocalPort();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() throws IOException {
        for (var socket : sockets) socket.close();
    }
}
