package org.osier.core.node;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node takes from the world, so that a test can give it a world of its own.
 *
 * @param clock the time of day
 * @param nanos a clock that never goes back, in nanoseconds
 * @param loop one thread: it owns the peer table, the dial plan and admission. The node does not end it
 * @param random for keys; in production a {@link java.security.SecureRandom}
 * @param threads gives one thread for foreign code that may wait; whoever takes it ends it
 */
public record Environment(
        InstantSource clock,
        LongSupplier nanos,
        ScheduledExecutorService loop,
        RandomGenerator random,
        Supplier<ExecutorService> threads) {
    private static final Logger log = LoggerFactory.getLogger(Environment.class);

    /** Where foreign code gets real threads. */
    public Environment(InstantSource clock, LongSupplier nanos, ScheduledExecutorService loop, RandomGenerator random) {
        this(clock, nanos, loop, random, RunningDiscovery::thread);
    }

    /** Runs {@code task} on the loop when this time has passed, unless the loop has ended by then. Any thread. */
    public void later(Runnable task, long delay, TimeUnit unit) {
        try {
            loop.schedule(loud(task), delay, unit);
        } catch (RejectedExecutionException ended) {
            // Nobody waits for it any more.
        }
    }

    /** Runs {@code task} on the loop; what comes after the loop has ended concerns nobody any more. Any thread. */
    public void onLoop(Runnable task) {
        try {
            loop.execute(loud(task));
        } catch (RejectedExecutionException ended) {
            // A connection reported its end after the node was stopped.
        }
    }

    /** An executor would keep what went wrong in a future that nobody looks at. */
    private static Runnable loud(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | AssertionError e) {
                log.error("a bug of ours in the node's loop", e);
                throw e;
            }
        };
    }
}
