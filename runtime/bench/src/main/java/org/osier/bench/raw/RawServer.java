package org.osier.bench.raw;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The raw limit, server side: blocking NIO with TCP_NODELAY and direct buffers, a thread for each connection, nothing
 * else. A frame is {@code [u32 length][bytes]}; the first byte of a connection says what is done with frames.
 */
public final class RawServer implements AutoCloseable {
    /** Each frame is answered with {@link #REPLY_BYTES} bytes. */
    static final byte ANSWER = 'A';
    /** Frames are counted; an empty one is answered with the count, a u64. */
    static final byte COUNT = 'C';

    static final int REPLY_BYTES = 64;
    static final int HEADER_BYTES = 4;
    static final int MAX_FRAME_BYTES = HEADER_BYTES + 65_536;

    private final ServerSocketChannel listener;

    /** Listens on a port of the system's choice. */
    public RawServer() throws IOException {
        listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var thread = new Thread(this::accept, "bench-raw-listener");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listener.socket().getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                var channel = listener.accept();
                var thread = new Thread(() -> serve(channel), "bench-raw-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The listener was closed: no more connections.
        }
    }

    private static void serve(SocketChannel channel) {
        try (channel) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            var in = ByteBuffer.allocateDirect(MAX_FRAME_BYTES);
            while (in.position() == 0) read(channel, in);
            in.flip();
            byte mode = in.get();
            in.compact();
            if (mode == ANSWER) answer(channel, in);
            else count(channel, in);
        } catch (IOException closed) {
            // The client is done.
        }
    }

    private static void answer(SocketChannel channel, ByteBuffer in) throws IOException {
        var reply = ByteBuffer.allocateDirect(REPLY_BYTES);
        while (true) {
            while (in.position() < HEADER_BYTES || in.position() < HEADER_BYTES + in.getInt(0)) read(channel, in);
            in.clear(); // a chain has one request under way
            reply.clear();
            while (reply.hasRemaining()) channel.write(reply);
        }
    }

    private static void count(SocketChannel channel, ByteBuffer in) throws IOException {
        long frames = 0;
        while (true) {
            in.flip();
            while (in.remaining() >= HEADER_BYTES && in.remaining() >= HEADER_BYTES + in.getInt(in.position())) {
                int length = in.getInt();
                in.position(in.position() + length);
                if (length > 0) frames++;
                else
                    channel.write(
                            ByteBuffer.allocate(Long.BYTES).putLong(frames).flip());
            }
            in.compact();
            read(channel, in);
        }
    }

    private static void read(SocketChannel channel, ByteBuffer in) throws IOException {
        if (channel.read(in) < 0) throw new EOFException();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
