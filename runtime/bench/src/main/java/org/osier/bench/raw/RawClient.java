package org.osier.bench.raw;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The raw limit, client side: one blocking connection, one thread, direct buffers. */
public final class RawClient implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(RawServer.REPLY_BYTES);

    private RawClient(int port, byte mode) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.write(ByteBuffer.wrap(new byte[] {mode}));
    }

    /** One whose frames are answered. */
    public static RawClient answered(int port) throws IOException {
        return new RawClient(port, RawServer.ANSWER);
    }

    /** One whose frames are counted. */
    public static RawClient counted(int port) throws IOException {
        return new RawClient(port, RawServer.COUNT);
    }

    /** A frame that can be sent again and again. */
    public static ByteBuffer frame(int payloadBytes) {
        return ByteBuffer.allocateDirect(RawServer.HEADER_BYTES + payloadBytes).putInt(0, payloadBytes);
    }

    /** Sends one request after the other and writes the nanoseconds of each into {@code samples}. */
    public void exchange(ByteBuffer frame, long[] samples, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            write(frame);
            read(RawServer.REPLY_BYTES);
            samples[from + i] = System.nanoTime() - begin;
        }
    }

    /** Sends frames as fast as the wire takes them, and waits until the other end has counted them. @return nanoseconds */
    public long stream(ByteBuffer frame, int count) throws IOException {
        long before = counted();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) write(frame);
        long after = counted();
        long nanos = System.nanoTime() - begin;
        if (after - before != count) throw new IOException("sent " + count + ", counted " + (after - before));
        return nanos;
    }

    private long counted() throws IOException {
        write(frame(0));
        read(Long.BYTES);
        return in.getLong(0);
    }

    private void write(ByteBuffer frame) throws IOException {
        frame.rewind();
        while (frame.hasRemaining()) channel.write(frame);
    }

    private void read(int bytes) throws IOException {
        in.clear().limit(bytes);
        while (in.hasRemaining()) if (channel.read(in) < 0) throw new EOFException("the raw server closed");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
