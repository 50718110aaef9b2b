package org.osier.parts.threads;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Jetty's pool, with threads that can be waited for to the last: Jetty forgets one when it has nothing more to do, which
 * is a moment before it has ended, and its stop waits for those alone that it remembers.
 */
public final class JoinedPool extends QueuedThreadPool {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet(); // that may not have ended

    /** @param most threads @param least that stay while they have nothing to do @param idleMs after which the others go */
    public JoinedPool(int most, int least, int idleMs) {
        super(most, least, idleMs);
    }

    @Override
    public Thread newThread(Runnable work) {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        var thread = super.newThread(() -> {
            try {
                work.run();
            } finally {
                // Jetty gives it our class loader, and Felix may remember for ever who lost a race for loading a class.
                Thread.currentThread().setContextClassLoader(null);
            }
        });
        threads.add(thread);
        return thread;
    }

    /**
     * Waits for the end of all its threads, once it is stopped. Not on one of them.
     *
     * @param end by {@link System#nanoTime}: no longer than until then
     * @return whether all have ended
     */
    public boolean awaitEnd(long end) throws InterruptedException {
        boolean all = true;
        for (var thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
            all &= !thread.isAlive();
        }
        return all;
    }
}
