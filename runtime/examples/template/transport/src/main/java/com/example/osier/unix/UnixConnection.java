package com.example.osier.unix;

import static org.osier.transport.TransportException.Kind.LOST;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.*;
import org.osier.transport.*;

/** One socket, one thread that reads, one that writes; each message is {@code [u16 length][bytes]}. */
final class UnixConnection extends Thread implements Connection {
    private static final ByteBuffer END = ByteBuffer.allocate(0);
    private static final long FLUSH_MS = 1_000;

    private final SocketChannel channel;
    private final URI local, remote;
    private final Receiver receiver;
    private final BlockingQueue<ByteBuffer> out = new LinkedBlockingQueue<>(); // the node waits after a false
    private final Thread writer = new Thread(this::write, "example-unix-write");
    private boolean reading = true; // guarded by this
    private volatile boolean closing;

    UnixConnection(SocketChannel channel, URI local, URI remote, Receiver receiver) {
        super("example-unix-read");
        this.channel = channel;
        this.local = local;
        this.remote = remote;
        this.receiver = receiver;
    }

    @Override public URI local() { return local; }
    @Override public URI remote() { return remote; }
    @Override public int maxMessageBytes() { return 65_535; }

    /** Copies, because the node uses its buffer again. False: the writer says when it has written all. */
    @Override public boolean send(ByteBuffer message) {
        var copy = ByteBuffer.allocate(Short.BYTES + message.remaining()).putShort((short) message.remaining());
        out.add(copy.put(message).flip()); // behind the end nothing is written
        return closing;
    }

    @Override public synchronized void reading(boolean on) { reading = on; notifyAll(); }

    /** The writer flushes; the reader sees the end of its stream, gives it a second, and does the rest. */
    @Override public synchronized void close() {
        if (!closing) out.add(END);
        closing = true;
        notifyAll();
        UnixTransport.quietly(channel::shutdownInput);
    }

    /** Ends without a flush; returns when the receiver has heard of it. */
    void end() {
        close();
        UnixTransport.quietly(channel);
        join(this);
    }

    @Override public void run() {
        TransportException cause = null;
        receiver.opened(this);
        writer.start();
        try {
            var head = ByteBuffer.allocate(Short.BYTES);
            while (mayRead() && fill(head.clear())) {
                var message = ByteBuffer.allocate(Short.toUnsignedInt(head.getShort(0)));
                if (message.capacity() == 0 || !fill(message)) throw new IOException("not a message");
                receiver.message(message.flip());
            }
        } catch (IOException e) {
            if (!closing) cause = new TransportException(LOST, remote + ": " + e.getMessage(), e);
        }
        close();
        join(writer);
        UnixTransport.quietly(channel);
        join(writer);
        receiver.closed(cause);
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) if (channel.read(buffer) < 0) return false;
        return true;
    }

    private synchronized boolean mayRead() {
        try {
            while (!reading && !closing) wait();
        } catch (InterruptedException e) { closing = true; }
        return !closing;
    }

    private void write() {
        try {
            for (var next = out.take(); next != END; next = out.take()) {
                while (next.hasRemaining()) channel.write(next);
                if (out.isEmpty() && !closing) receiver.writable();
            }
            channel.shutdownOutput();
        } catch (IOException | InterruptedException e) { /* the reader hears of it, too, and tells */ }
    }

    static void join(Thread thread) {
        try { thread.join(FLUSH_MS); } catch (InterruptedException e) { Thread.currentThread().interrupt(); }
    }
}
