package org.osier.discovery.seeds;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that waits for the disk, there only while it has something to do. Of each of its two tasks one waits at
 * most, however often it is asked for.
 */
final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final int IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, Worker::thread);
    private final AtomicBoolean offers = new AtomicBoolean();
    private final AtomicBoolean saves = new AtomicBoolean();
    private final Runnable offer;
    private final Runnable save;
    private final Duration gather;

    /** @param gather changes for so long before they are saved */
    Worker(Runnable offer, Runnable save, Duration gather) {
        this.offer = offer;
        this.save = save;
        this.gather = gather;
        thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "osier-discovery.seeds");
        thread.setDaemon(true);
        return thread;
    }

    void offerSoon() {
        run(offers, offer, Duration.ZERO);
    }

    void saveSoon() {
        run(saves, save, gather);
    }

    private void run(AtomicBoolean waits, Runnable task, Duration delay) {
        if (waits.getAndSet(true)) return;
        try {
            thread.schedule(
                    () -> {
                        waits.set(false);
                        loud(task);
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: nobody waits for it any more.
        }
    }

    /** An executor would keep what went wrong in a future that nobody looks at. */
    private static void loud(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError e) {
            log.error("a bug of ours", e);
        }
    }

    /** Saves now. @return false: that takes longer; it is still being tried */
    boolean saveWithin(Duration time) {
        try {
            thread.submit(() -> loud(save)).get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            return true; // closed: that was done then
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever waits for us is in a hurry: it is saved without him
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
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
