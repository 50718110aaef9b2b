package org.osier.transport.channel;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** An open channel for bytes, which come as they were sent or not at all, and the addresses of its ends. */
public final class Wire {
    private final ReadableByteChannel in;
    private final WritableByteChannel out;
    private final URI local;
    private final URI remote;

    private Wire(ReadableByteChannel in, WritableByteChannel out, URI local, URI remote) {
        for (var channel : List.of(in, out)) {
            if (channel instanceof SelectableChannel selectable && !selectable.isBlocking()) {
                throw new IllegalArgumentException(remote + ": the channel is to block, it does not");
            }
        }
        this.in = in;
        this.out = out;
        this.local = local;
        this.remote = remote;
    }

    /**
     * One channel for both directions. A {@link SocketChannel} is closed by half first, so that the other end loses nothing;
     * any other channel is closed when all is written.
     *
     * @param channel blocks; may be read while it is written; its close returns at once, and ends a read and a write that
     *     wait in it
     * @param local our end, as {@link org.osier.transport.Connection#local}
     * @param remote the other end, as {@link org.osier.transport.Connection#remote}
     * @throws IllegalArgumentException if the channel does not block
     */
    public static Wire of(ByteChannel channel, URI local, URI remote) {
        return new Wire(channel, channel, local, remote);
    }

    /**
     * A channel for each direction, each as above; {@link java.nio.channels.Channels#newChannel} makes them of streams. When
     * all is written {@code out} is closed first: that is to be the end of the stream for the other end.
     *
     * @param in what the other end sends
     * @param out what is sent to it; unbuffered, or it keeps messages back
     * @param local our end, as {@link org.osier.transport.Connection#local}
     * @param remote the other end, as {@link org.osier.transport.Connection#remote}
     * @throws IllegalArgumentException if a channel does not block
     */
    public static Wire of(ReadableByteChannel in, WritableByteChannel out, URI local, URI remote) {
        return new Wire(in, out, local, remote);
    }

    URI local() {
        return local;
    }

    URI remote() {
        return remote;
    }

    /** As {@link ReadableByteChannel#read}. */
    int read(ByteBuffer into) throws IOException {
        return in.read(into);
    }

    /** All of it. */
    void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) out.write(bytes);
    }

    /** Tells the other end that nothing follows. False: that takes a close. */
    boolean endOutput() {
        try {
            if (out instanceof SocketChannel socket) socket.shutdownOutput();
            else if (out != in) out.close();
            else return false;
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    void close() {
        quietly(out);
        quietly(in);
    }

    /** For what is gone either way. */
    static void quietly(Closeable what) {
        try {
            what.close();
        } catch (IOException gone) {
            // It is.
        }
    }
}
