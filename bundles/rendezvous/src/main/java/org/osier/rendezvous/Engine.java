package org.osier.rendezvous;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.osier.parts.threads.JoinedPool;

/** The threads and buffers of the service, so that a stop leaves nothing behind. */
final class Engine {
    static final String THREAD_PREFIX = "osier-rendezvous";

    /** One accepts, one selects, and whoever has work: nothing waits on these. */
    private static final int MAX_THREADS = 12;

    private static final int MIN_THREADS = 4;
    private static final int IDLE_THREAD_MS = 1_000;

    /** How much of buffers may lie unused. */
    private static final long UNUSED_BYTES = 2 << 20;

    private static final int BUFFER_BYTES = 65_536;
    private static final long END_MS = 600;

    private final JoinedPool pool = new JoinedPool(MAX_THREADS, MIN_THREADS, IDLE_THREAD_MS);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Engine::timerThread);
    private final Scheduler scheduler = new ScheduledExecutorScheduler(timer);
    private final ByteBufferPool buffers =
            new ArrayByteBufferPool(0, -1, BUFFER_BYTES, Integer.MAX_VALUE, UNUSED_BYTES, UNUSED_BYTES);

    Engine() {
        pool.setName(THREAD_PREFIX);
        pool.setStopTimeout(END_MS);
        pool.setMaxEvictCount(MAX_THREADS);
        pool.setDaemon(true);
        timer.setRemoveOnCancelPolicy(true);
        start(pool);
        start(scheduler);
    }

    private static void start(LifeCycle part) {
        try {
            part.start();
        } catch (Exception cannot) {
            throw new IllegalStateException("cannot start " + part, cannot);
        }
    }

    private static Thread timerThread(Runnable work) {
        var thread = new Thread(work, THREAD_PREFIX + "-timer");
        thread.setDaemon(true);
        return thread;
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

    /** Ends all threads; at most 1.2 s. Not on one of them. */
    void stop() {
        long end = System.nanoTime() + 2 * TimeUnit.MILLISECONDS.toNanos(END_MS);
        LifeCycle.stop(pool);
        timer.shutdownNow();
        try {
            timer.awaitTermination(END_MS, TimeUnit.MILLISECONDS);
            pool.awaitEnd(end);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
