package com.example.osier.unix;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;
import org.osier.transport.TransportException.Kind;

/** One socket, one thread that reads, one that writes; each message is {@code [u16 length][bytes]}. */
final class UnixConnection implements Connection {
    private static final int MAX_MESSAGE_BYTES = 65_535;
    private static final long FLUSH_MS = 1_000;
    private static final ByteBuffer[] NOTHING = {};

    private final SocketChannel channel;
    private final URI local;
    private final URI remote;
    private final Receiver receiver;
    private final Runnable end;
    private final Thread reader = new Thread(this::read, "example-unix-read");
    private final Thread writer = new Thread(this::write, "example-unix-write");

    /** Guarded by this. Bounded by the node, which sends a few more at most after the first false. */
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();

    private boolean reading = true; // guarded by this
    private boolean closing; // guarded by this

    /** @param end closes the channel, however often it is called */
    UnixConnection(SocketChannel channel, URI local, URI remote, Receiver receiver, Runnable end) {
        this.channel = channel;
        this.local = local;
        this.remote = remote;
        this.receiver = receiver;
        this.end = end;
    }

    void begin() {
        reader.start();
    }

    boolean isOver() {
        return reader.getState() == Thread.State.TERMINATED;
    }

    @Override
    public URI local() {
        return local;
    }

    @Override
    public URI remote() {
        return remote;
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    /** Copies, because the node uses its buffer again. False: the writer says when it has written all. */
    @Override
    public synchronized boolean send(ByteBuffer message) {
        var copy = ByteBuffer.allocate(Short.BYTES + message.remaining());
        copy.putShort((short) message.remaining()).put(message).flip();
        if (closing) return true;
        waiting.add(copy);
        notifyAll();
        return false;
    }

    @Override
    public synchronized void reading(boolean on) {
        reading = on;
        notifyAll();
    }

    /** The reader sees the end of its stream, gives the writer a second, and does the rest. */
    @Override
    public synchronized void close() {
        closing = true;
        notifyAll();
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /** Ends without a flush; returns when the receiver has heard of it. */
    void stop() {
        close();
        end.run();
        join(reader);
    }

    private void read() {
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
            if (mayRead()) cause = new TransportException(Kind.LOST, remote + ": " + e.getMessage(), e);
        }
        close();
        join(writer);
        end.run();
        join(writer);
        receiver.closed(cause);
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) if (channel.read(buffer) < 0) return false;
        return true;
    }

    private void write() {
        try {
            for (var batch = next(); batch.length > 0; batch = next()) {
                while (batch[batch.length - 1].hasRemaining()) channel.write(batch);
                if (isFree()) receiver.writable();
            }
            channel.shutdownOutput();
        } catch (IOException e) {
            // The reader hears of it, too, and tells.
        }
    }

    private synchronized ByteBuffer[] next() {
        while (waiting.isEmpty() && !closing) pause();
        var batch = waiting.toArray(NOTHING);
        waiting.clear();
        return batch;
    }

    private synchronized boolean isFree() {
        return waiting.isEmpty() && !closing;
    }

    private synchronized boolean mayRead() {
        while (!reading && !closing) pause();
        return !closing;
    }

    private void pause() {
        try {
            wait();
        } catch (InterruptedException e) {
            closing = true; // whoever interrupts wants an end
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(FLUSH_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
