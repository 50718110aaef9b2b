package org.osier.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection, from opened to closed. Its event loop reads, and makes all calls to the receiver. It closes by
 * half: after its last byte it reads on, to nowhere, until the other end has closed too; a socket closed with unread
 * bytes in it would be reset, and the other end would lose what it has not read yet.
 */
final class TcpConnection extends ChannelInboundHandlerAdapter implements Connection, EventLoops.Part, Outbound.Owner {
    private static final Logger log = LoggerFactory.getLogger(TcpConnection.class);

    private static final long CLOSE_SECONDS = 1; // Connection.close

    private final EventLoops loops;
    private final SocketChannel channel;
    private final URI local;
    private final URI remote;
    private final Receiver receiver;
    private final FrameReader reader;
    private final Outbound outbound;
    private volatile boolean closing;

    // The event loop's own.
    private boolean opened;
    private boolean finishing;
    private @Nullable Throwable failure;

    /** On the event loop of {@code channel}, which is connected and does not read yet. */
    TcpConnection(EventLoops loops, SocketChannel channel, URI remote, Receiver receiver) {
        this.loops = loops;
        this.channel = channel;
        this.local = TcpAddress.uri(channel.localAddress());
        this.remote = remote;
        this.receiver = receiver;
        var buffers = loops.buffers(channel.eventLoop());
        this.reader = new FrameReader(buffers, this::deliver);
        this.outbound = new Outbound(channel, buffers, this);
        channel.config().setRecvByteBufAllocator(reader);
    }

    /** What every channel of ours starts with. */
    static void configure(ChannelConfig config) {
        config.setOption(ChannelOption.TCP_NODELAY, true);
        config.setAutoRead(false);
        // When the wire is free is decided by Outbound.
        config.setWriteBufferWaterMark(new WriteBufferWaterMark(Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    /** Begins: a dial calls it, an accepted channel does when it becomes active. */
    void open() {
        if (opened) return;
        opened = true;
        loops.add(this);
        channel.config().setAutoRead(true);
        try {
            receiver.opened(this);
        } catch (RuntimeException | Error fault) {
            receiverFailed(fault);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        open();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) throws BadLengthException {
        var in = (ByteBuf) read;
        try {
            if (!closing) reader.read(in);
        } finally {
            in.release();
        }
    }

    private boolean deliver(ByteBuffer message) {
        receiver.message(message);
        return !closing;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) breakOff(cause);
        else receiverFailed(cause);
    }

    private void receiverFailed(Throwable fault) {
        if (loops.mayTellFault()) log.error("{}: a receiver failed, the connection closes", remote, fault);
        breakOff(fault);
    }

    private void breakOff(Throwable cause) {
        failed(cause);
        channel.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (reader.isInsideFrame()) failed(new EOFException("ended inside a message"));
        closing = true;
        reader.drop();
        outbound.drop();
        loops.remove(this);
        receiver.closed(failure == null ? null : Failures.ofConnection(remote, failure));
    }

    @Override
    public void wireIsFree() {
        if (closing) return;
        try {
            receiver.writable();
        } catch (RuntimeException | Error fault) {
            receiverFailed(fault);
        }
    }

    @Override
    public void failed(Throwable cause) {
        // What breaks after we closed is the other end closing, too.
        if (failure == null && !closing) failure = cause;
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
        return Framing.MAX_MESSAGE_BYTES;
    }

    @Override
    public boolean send(ByteBuffer message) {
        Framing.checkLength(message);
        if (!closing) return outbound.send(message);
        message.position(message.limit());
        return true;
    }

    @Override
    public void reading(boolean on) {
        if (!closing) channel.config().setAutoRead(on);
    }

    @Override
    public void close() {
        closing = true;
        try {
            channel.eventLoop().execute(this::finish);
        } catch (RejectedExecutionException stopped) {
            // The loop closed everything when it ended.
        }
    }

    private void finish() {
        if (!channel.isActive() || finishing) return;
        finishing = true;
        // Nothing that a reset could take from the other end.
        if (!outbound.isUsed()) {
            channel.close();
            return;
        }
        var flushed = outbound.flush();
        var limit = channel.eventLoop().schedule(() -> giveUp(flushed.isDone()), CLOSE_SECONDS, TimeUnit.SECONDS);
        channel.closeFuture().addListener(closed -> limit.cancel(false));
        flushed.addListener(written -> {
            if (!written.isSuccess()) return;
            channel.shutdownOutput();
            channel.config().setAutoRead(true);
            loops.lingering().begins(channel);
        });
    }

    private void giveUp(boolean flushed) {
        if (!flushed)
            failure = new IOException("could not write everything within " + CLOSE_SECONDS + " s after close");
        channel.close();
    }

    @Override
    public String toString() {
        return local + " to " + remote;
    }
}
