package org.osier.transport.emulator;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** The one thread of an emulator: it waits for messages on their way, and never for anything else. */
final class WireLoop {
    static final String THREAD_NAME = "osier-transport.emulator-wire";
    private static final long END_MS = 500;

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, this::thread);
    private volatile @Nullable Thread thread;

    WireLoop() {
        executor.setRemoveOnCancelPolicy(true);
    }

    private Thread thread(Runnable task) {
        var thread = new Thread(task, THREAD_NAME);
        this.thread = thread;
        return thread;
    }

    ScheduledExecutorService executor() {
        return executor;
    }

    /** Afterwards the thread is gone. */
    void stop() {
        executor.shutdownNow();
        var thread = this.thread;
        if (thread == null) return;
        try {
            thread.join(END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
