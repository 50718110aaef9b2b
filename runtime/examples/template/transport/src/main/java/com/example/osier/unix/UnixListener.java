package com.example.osier.unix;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.osier.transport.Listener;

/** One socket that listens, and the thread that accepts. */
final class UnixListener implements Listener {
    /** What becomes of a connection. */
    interface Accepting {
        void accept(SocketChannel channel) throws IOException;
    }

    private static final long PAUSE_MS = 100;
    private static final long END_MS = 1_000;

    private final ServerSocketChannel server;
    private final URI address;
    private final Accepting accepting;
    private final Thread thread = new Thread(this::accept, "example-unix-accept");

    UnixListener(ServerSocketChannel server, URI address, Accepting accepting) {
        this.server = server;
        this.address = address;
        this.accepting = accepting;
    }

    void begin() {
        thread.start();
    }

    boolean isOpen() {
        return server.isOpen();
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public synchronized void close() {
        if (!server.isOpen()) return;
        SocketFolder.remove(server);
        try {
            thread.join(END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                accepting.accept(server.accept());
            } catch (IOException e) {
                pause(); // closed; or out of files for a while
            }
        }
    }

    private void pause() {
        try {
            if (server.isOpen()) Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            SocketFolder.remove(server);
        }
    }
}
