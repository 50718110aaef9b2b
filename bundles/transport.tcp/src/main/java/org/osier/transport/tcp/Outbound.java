package org.osier.transport.tcp;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of one connection. On the event loop a message is written at once, from elsewhere it waits for one
 * wake-up of the loop; whoever writes takes along first what waits, so the order of the calls holds. What waits is
 * bounded by the node, which holds its messages back after a false.
 */
final class Outbound {
    /** Who is told what comes of it; on the event loop, never inside {@link #send}. */
    interface Owner {
        void wireIsFree();

        void failed(Throwable cause);
    }

    private final Channel channel;
    private final EventLoop loop;
    private final LoopBuffers buffers;
    private final Owner owner;
    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean wakeUp = new AtomicBoolean();
    private final Runnable drain = this::drain;

    // The event loop's own.
    private boolean inSend;
    private boolean used;
    /** The newest write that the socket has not taken yet. */
    private @Nullable ChannelFuture pending;

    Outbound(Channel channel, LoopBuffers buffers, Owner owner) {
        this.channel = channel;
        this.loop = channel.eventLoop();
        this.buffers = buffers;
        this.owner = owner;
    }

    /** As {@link org.osier.transport.Connection#send}. */
    boolean send(ByteBuffer message) {
        if (loop.inEventLoop()) return write(message);
        waiting.add(Framing.frame(message));
        wakeUp();
        return false;
    }

    /** True: something was sent. On the event loop. */
    boolean isUsed() {
        return used || !waiting.isEmpty();
    }

    /** Writes all that was taken. On the event loop. */
    ChannelFuture flush() {
        writeWaiting();
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    void drop() {
        waiting.clear();
    }

    private void wakeUp() {
        if (!wakeUp.compareAndSet(false, true)) return;
        try {
            loop.execute(drain);
        } catch (RejectedExecutionException stopped) {
            drop();
        }
    }

    private boolean write(ByteBuffer message) {
        writeWaiting();
        used = true;
        var frame = buffers.frame(message);
        var written = channel.newPromise();
        inSend = true;
        try {
            channel.writeAndFlush(frame, written);
        } finally {
            inSend = false;
        }
        return isTaken(written);
    }

    /** The one who sent from elsewhere was told false: the answer to that follows in any case. */
    private void drain() {
        // First, so that what is added from now on wakes the loop up again.
        wakeUp.set(false);
        ChannelFuture written = writeWaiting();
        if (written != null) channel.flush();
        else written = pending;
        if (written == null || isTaken(written)) owner.wireIsFree();
    }

    /** @return of the last one; null: nothing was waiting */
    private @Nullable ChannelPromise writeWaiting() {
        var frame = waiting.poll();
        if (frame == null) return null;
        used = true;
        for (var next = waiting.poll(); next != null; next = waiting.poll()) {
            channel.write(Unpooled.wrappedBuffer(frame), channel.voidPromise());
            frame = next;
        }
        var last = channel.newPromise();
        channel.write(Unpooled.wrappedBuffer(frame), last);
        return last;
    }

    /** True: the system has it. False: the owner hears of it when all that was written by then is gone. */
    private boolean isTaken(ChannelFuture written) {
        if (written.isDone()) {
            if (!written.isSuccess()) owner.failed(written.cause());
            return true;
        }
        if (written != pending) written.addListener(this::taken);
        pending = written;
        return false;
    }

    private void taken(Future<? super Void> written) {
        if (!written.isSuccess()) owner.failed(written.cause());
        if (written != pending) return;
        pending = null;
        if (!written.isSuccess()) return;
        if (inSend) loop.execute(owner::wireIsFree);
        else owner.wireIsFree();
    }
}
