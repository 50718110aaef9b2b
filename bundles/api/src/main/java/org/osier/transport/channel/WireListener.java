package org.osier.transport.channel;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Acceptor;
import org.osier.transport.Listener;
import org.osier.transport.TransportException;

/** Takes what comes to one address, on a thread of its own. */
final class WireListener implements Listener {
    private static final long END_MS = 1_000; // Listener.close

    /** Where no file can be opened, none can be for a while. Our choice. */
    private static final long PAUSE_MS = 100;

    private final Wires wires;
    private final URI address;
    private final Opener next;
    private final Closeable server;
    private final Thread thread;
    private @Nullable Acceptor acceptor; // guarded by this; null: closed

    WireListener(Wires wires, URI address, Acceptor acceptor, Opener next, Closeable server) {
        this.wires = wires;
        this.address = address;
        this.acceptor = acceptor;
        this.next = next;
        this.server = server;
        this.thread = wires.thread("accept", this::run);
    }

    /** False: there is no thread for it. */
    boolean start() {
        try {
            wires.start(thread);
            return true;
        } catch (OutOfMemoryError noThread) {
            return false;
        }
    }

    @Override
    public URI address() {
        return address;
    }

    @Override
    public void close() {
        if (!forget()) return;
        wires.remove(this);
        Wire.quietly(server);
        Wires.join(thread, END_MS);
    }

    private synchronized boolean forget() {
        boolean first = acceptor != null;
        acceptor = null;
        notifyAll();
        return first;
    }

    private synchronized @Nullable Acceptor acceptor() {
        return acceptor;
    }

    private void run() {
        try {
            while (acceptor() != null) {
                try {
                    take(next.open());
                } catch (ClosedChannelException closed) {
                    return;
                } catch (IOException | TransportException | RuntimeException | OutOfMemoryError failed) {
                    pause();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Wire wire) {
        boolean taken = false;
        try {
            var asked = acceptor();
            var receiver = asked == null ? null : asked.accept(wire.remote()).orElse(null);
            if (receiver == null) return;
            taken = true;
            var connection = wires.begin(wire, receiver);
            try {
                wires.start(wires.thread("read", connection::run));
            } catch (OutOfMemoryError noThread) {
                connection.end(connection.failure(noThread));
            }
        } finally {
            if (!taken) wire.close();
        }
    }

    private synchronized void pause() throws InterruptedException {
        if (acceptor != null) wait(PAUSE_MS);
    }
}
