package org.osier.transport.tcp;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The threads of one transport, their buffers and what is open on them; so that a stop leaves nothing behind. */
final class EventLoops {
    static final String THREAD_PREFIX = "osier-transport.tcp-";

    /**
     * A connection flushes for 1 s at most (Connection.close); both together stay below the 2 s that a stop may take.
     */
    private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);

    private static final long END_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

    /** A receiver that fails over what a stranger sends would fail over it again and again. Our choice. */
    private static final long FAULT_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** What a stop closes: dials, listeners, connections. */
    interface Part {
        void close();
    }

    /** Unpooled: the few large buffers are reused here; a pool would outlive us in the caches of other threads. */
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

    private final Map<EventLoop, LoopBuffers> buffers = new HashMap<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final Set<Part> open = ConcurrentHashMap.newKeySet();
    private final Lingering lingering = new Lingering();
    private final EventLoopGroup group;
    private final AtomicLong faultTold = new AtomicLong(System.nanoTime() - FAULT_NANOS);
    private volatile boolean stopping;

    EventLoops(int count) {
        group = new MultiThreadIoEventLoopGroup(count, this::thread, NioIoHandler.newFactory());
        for (var loop : group) buffers.put((EventLoop) loop, new LoopBuffers(allocator));
    }

    EventLoopGroup group() {
        return group;
    }

    EventLoop next() {
        return group.next();
    }

    Lingering lingering() {
        return lingering;
    }

    LoopBuffers buffers(EventLoop loop) {
        return buffers.get(loop);
    }

    long directBytes() {
        return allocator.metric().usedDirectMemory();
    }

    /** Whether the fault of a receiver gets its lines in the log: the first one in a minute does. Any thread. */
    boolean mayTellFault() {
        long now = System.nanoTime();
        long before = faultTold.get();
        return now - before >= FAULT_NANOS && faultTold.compareAndSet(before, now);
    }

    /** To be closed by {@link #stop}; it removes itself when it is closed. */
    void add(Part part) {
        open.add(part);
        if (stopping) part.close();
    }

    synchronized void remove(Part part) {
        open.remove(part);
        if (open.isEmpty()) notifyAll();
    }

    /** Closes what is open, then ends the threads. Not on one of them. */
    void stop() {
        stopping = true;
        open.forEach(Part::close);
        try {
            awaitAllClosed();
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            long end = System.nanoTime() + END_NANOS;
            for (var thread : threads) TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
        } catch (InterruptedException interrupted) {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            Thread.currentThread().interrupt();
        }
        buffers.values().forEach(LoopBuffers::release);
    }

    private synchronized void awaitAllClosed() throws InterruptedException {
        long end = System.nanoTime() + CLOSE_NANOS;
        for (long left = CLOSE_NANOS; left > 0 && !open.isEmpty(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private Thread thread(Runnable work) {
        // Netty's own kind of thread: its thread-locals are quick, and removed when it ends.
        var thread = new FastThreadLocalThread(work, THREAD_PREFIX + (threads.size() + 1));
        threads.add(thread);
        return thread;
    }
}
