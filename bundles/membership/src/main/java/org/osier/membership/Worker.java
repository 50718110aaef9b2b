package org.osier.membership;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that reads frames and keeps the times. Of turns that are asked for one waits at most. Thread-safe. */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, Worker::thread);
    private final AtomicBoolean asked = new AtomicBoolean();
    private final LongSupplier turn;
    private @Nullable Future<?> timer; // the thread's

    /** @param turn what is to be done, on the thread; says in how many nanoseconds there is something again */
    Worker(LongSupplier turn) {
        this.turn = turn;
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "osier-membership");
        thread.setDaemon(true);
        return thread;
    }

    /** There is something to do. */
    void wake() {
        if (!asked.getAndSet(true)) later(this::run, 0);
    }

    private void run() {
        asked.set(false);
        if (timer != null) timer.cancel(false);
        long wait = TimeUnit.SECONDS.toNanos(1); // after a bug of ours
        try {
            wait = turn.getAsLong();
        } catch (RuntimeException | AssertionError e) {
            log.error("a bug of ours", e); // an executor would keep it in a future that nobody looks at
        }
        timer = later(this::wake, Math.max(0, wait));
    }

    private @Nullable Future<?> later(Runnable task, long nanos) {
        try {
            return thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return null; // closed: nobody waits for it any more
        }
    }

    /** Ends the thread; waits at most this long for what it is doing. */
    void close(Duration time) {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS)) thread.shutdownNow();
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
