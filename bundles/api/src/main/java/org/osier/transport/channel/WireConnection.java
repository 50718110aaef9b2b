package org.osier.transport.channel;

import static org.osier.transport.TransportException.Kind.LOST;
import static org.osier.transport.TransportException.Kind.PROTOCOL;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/**
 * One wire, from opened to closed: a thread reads, another writes. It closes by half where the wire can: after its last byte
 * it reads on, to nowhere, until the other end has closed, too. Else what that one has not read yet could be lost to it,
 * since some carriers break off a connection that is closed with unread bytes in it.
 */
final class WireConnection implements Connection {
    private final Wires wires;
    private final Wire wire;
    private final Calls calls;
    private final MessageReader in;
    private final Outbox out = new Outbox();
    private boolean reading = true; // guarded by this
    private boolean ended; // guarded by this
    private volatile boolean closing;
    private volatile boolean flushed;

    WireConnection(Wires wires, Wire wire, Receiver receiver) {
        this.wires = wires;
        this.wire = wire;
        this.calls = new Calls(receiver);
        this.in = new MessageReader(wire);
    }

    /** All of its life, on the thread that reads. */
    void run() {
        try {
            calls.opened(this);
            var writer = wires.start("write", this::write);
            for (var message = next(); message != null; message = next()) calls.message(message);
            if (closing) {
                in.discard();
                writer.join(wires.flushMs());
                giveUp();
            } else end(null);
        } catch (IOException | InterruptedException e) {
            if (closing) giveUp();
            else end(failure(e));
        } catch (RuntimeException | Error fault) {
            end(failure(fault));
        }
    }

    /** Null: the stream has ended, or this end closes. */
    private @Nullable ByteBuffer next() throws IOException, InterruptedException {
        while (mayRead()) {
            var message = in.next();
            if (message != null) return message;
            if (!in.fill()) return null;
        }
        return null;
    }

    private synchronized boolean mayRead() throws InterruptedException {
        while (!reading && !closing) wait();
        return !closing;
    }

    private void write() {
        try {
            for (var next = out.take(); next != null; next = out.take()) {
                wire.write(next);
                if (out.isEmpty() && !closing) calls.writable();
            }
            flushed = true;
            if (wire.endOutput()) wires.lingers(this);
            else end(null);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            end(failure(e));
        }
    }

    @Override
    public URI local() {
        return wire.local();
    }

    @Override
    public URI remote() {
        return wire.remote();
    }

    @Override
    public int maxMessageBytes() {
        return Outbox.MAX_MESSAGE_BYTES;
    }

    @Override
    public boolean send(ByteBuffer message) {
        int length = message.remaining();
        if (length < 1 || length > Outbox.MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "a message has 1 to " + Outbox.MAX_MESSAGE_BYTES + " bytes, got " + length);
        }
        if (closing) {
            message.position(message.limit());
            return true;
        }
        // Told on another thread: the caller may not expect closed in here.
        if (!out.add(message)) {
            var full = new IOException("over " + Outbox.MOST_BYTES + " bytes wait to be written");
            wires.execute(() -> end(failure(full)));
        }
        return false;
    }

    @Override
    public synchronized void reading(boolean on) {
        reading = on;
        notifyAll();
    }

    @Override
    public void close() {
        if (!beginsToClose()) return;
        out.end();
        // Nothing was sent: nothing can be lost, and whoever is turned away costs nothing any more.
        if (out.isUsed()) wires.after(wires.flushMs(), this::giveUp);
        else wires.execute(() -> end(null));
    }

    private synchronized boolean beginsToClose() {
        if (closing) return false;
        closing = true;
        notifyAll();
        return true;
    }

    /** After close: it has ended, or its time is up. */
    void giveUp() {
        end(
                flushed
                        ? null
                        : failure(new IOException(
                                "could not write everything within " + wires.flushMs() + " ms of close")));
    }

    /** Ends it without a flush. The first one counts. */
    void end(@Nullable TransportException cause) {
        synchronized (this) {
            if (ended) return;
            ended = true;
            closing = true;
            notifyAll();
        }
        out.drop();
        wire.close();
        wires.remove(this);
        calls.closed(cause);
    }

    TransportException failure(Throwable cause) {
        var what = cause instanceof IOException ? cause.getMessage() : "a receiver failed: " + cause;
        return new TransportException(
                cause instanceof ProtocolException ? PROTOCOL : LOST, remote() + ": " + what, cause);
    }
}
