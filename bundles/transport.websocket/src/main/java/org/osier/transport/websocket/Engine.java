package org.osier.transport.websocket;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.osier.parts.threads.JoinedPool;

/** The threads of one transport, its buffers and what is open on them; so that a stop leaves nothing behind. */
final class Engine {
    static final String THREAD_PREFIX = "osier-transport.websocket-";

    /** Two for each listener, one for dials, and whoever has work; a node has at most 16 listeners. */
    private static final int MAX_THREADS = 128;

    private static final int MIN_THREADS = 4;

    /** Threads that a burst needed go soon, all of them. */
    private static final int IDLE_THREAD_MS = 1_000;

    /** The largest buffer that is needed: one message; and how much may lie unused. */
    private static final int BUFFER_BYTES = 65_536;

    private static final long UNUSED_BYTES = 16 << 20;

    /** A connection flushes for 1 s at most (Connection.close); all together stays below the 2 s that a stop may take. */
    private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_150);

    private static final long END_MS = 600;

    /** Of the 2 s: what is left when connections and the pool took all of theirs is for the last instructions of threads. */
    private static final long STOP_NANOS = TimeUnit.MILLISECONDS.toNanos(1_900);

    /** A receiver that fails over what a stranger sends would fail over it again and again. Our choice. */
    private static final long FAULT_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** What a stop closes: dials, listeners, connections. */
    interface Part {
        void close();
    }

    private final JoinedPool pool = new JoinedPool(MAX_THREADS, MIN_THREADS, IDLE_THREAD_MS);
    private final ScheduledThreadPoolExecutor timer;
    private final Scheduler scheduler;
    private final ByteBufferPool buffers =
            new ArrayByteBufferPool(0, -1, BUFFER_BYTES, Integer.MAX_VALUE, UNUSED_BYTES, UNUSED_BYTES);
    private final Set<Part> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong faultTold = new AtomicLong(System.nanoTime() - FAULT_NANOS);
    private volatile boolean stopping;
    private volatile @Nullable Thread timerThread;

    Engine() {
        pool.setName(THREAD_PREFIX.substring(0, THREAD_PREFIX.length() - 1));
        pool.setStopTimeout(END_MS);
        pool.setMaxEvictCount(MAX_THREADS);
        timer = new ScheduledThreadPoolExecutor(1, this::timerThread);
        timer.setRemoveOnCancelPolicy(true);
        scheduler = new ScheduledExecutorScheduler(timer);
        start(pool);
        start(scheduler);
    }

    static void start(LifeCycle part) {
        try {
            part.start();
        } catch (Exception cannot) {
            throw new IllegalStateException("cannot start " + part, cannot);
        }
    }

    QueuedThreadPool pool() {
        return pool;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    ByteBufferPool buffers() {
        return buffers;
    }

    /** @return false: it has stopped, nothing runs */
    boolean run(Runnable work) {
        try {
            ((Executor) pool).execute(work);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    /** Once, on the pool, after so long. */
    Future<?> later(Runnable work, long nanos) {
        try {
            return timer.schedule(() -> run(work), nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            return new FutureTask<>(work, null);
        }
    }

    boolean isStopping() {
        return stopping;
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

    /** Closes what is open, then {@code rest}, then ends the threads. Not on one of them. */
    void stop(LifeCycle rest) {
        long end = System.nanoTime() + STOP_NANOS;
        stopping = true;
        open.forEach(Part::close);
        try {
            awaitAllClosed();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        LifeCycle.stop(rest);
        LifeCycle.stop(pool);
        timer.shutdownNow();
        try {
            var last = timerThread;
            if (last != null) TimeUnit.NANOSECONDS.timedJoin(last, Math.max(1, end - System.nanoTime()));
            pool.awaitEnd(end);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread timerThread(Runnable work) {
        var thread = new Thread(work, THREAD_PREFIX + "timer");
        timerThread = thread;
        return thread;
    }

    private synchronized void awaitAllClosed() throws InterruptedException {
        long end = System.nanoTime() + CLOSE_NANOS;
        for (long left = CLOSE_NANOS; left > 0 && !open.isEmpty(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
