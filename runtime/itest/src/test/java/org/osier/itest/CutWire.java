package org.osier.itest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A wire that can be cut: hands each TCP connection on to where a node listens at that moment, and resets all of them
 * when told to, as a router that starts anew does.
 */
final class CutWire implements AutoCloseable {
    private final ServerSocket door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    private final String address;
    private final Supplier<URI> target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param address of it, %d in place of the port @param target where a connection that arrives is to lead */
    CutWire(String address, Supplier<URI> target) throws IOException {
        this.address = address;
        this.target = target;
        thread(this::accept);
    }

    URI address() {
        return URI.create(address.formatted(door.getLocalPort()));
    }

    boolean inUse() {
        return !open.isEmpty();
    }

    /** Resets every connection. @return how many there were, two for each that was handed on */
    int cut() {
        int cut = 0;
        for (var socket : open) {
            if (open.remove(socket)) cut++;
            reset(socket);
        }
        return cut;
    }

    private void accept() throws IOException {
        while (true) {
            var here = door.accept();
            try {
                var to = target.get();
                var there = new Socket();
                there.connect(new InetSocketAddress(to.getHost(), to.getPort()));
                for (var socket : new Socket[] {here, there}) {
                    socket.setTcpNoDelay(true);
                    open.add(socket);
                }
                thread(() -> carry(here, there));
                thread(() -> carry(there, here));
            } catch (IOException | RuntimeException nobody) {
                reset(here);
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException ended) {
            open.remove(from);
            open.remove(to);
            reset(from);
            reset(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closedAlready) {
            // by the thread that carries, which saw the other end go
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // by us
                    }
                },
                "itest-wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
