package org.osier.transport.emulator;

import java.util.SplittableRandom;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.osier.transport.emulator.rules.Impairments;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections of one emulator share: how bad the wire is now, the clock, the thread that waits for them. */
final class Setting {
    private static final Logger log = LoggerFactory.getLogger(Setting.class);

    private final ScheduledExecutorService loop;
    private final LongSupplier nanos;
    private final SplittableRandom random; // guarded by itself
    private volatile Impairments impairments;

    Setting(ScheduledExecutorService loop, LongSupplier nanos, long seed, Impairments impairments) {
        this.loop = loop;
        this.nanos = nanos;
        this.random = new SplittableRandom(seed);
        this.impairments = impairments;
    }

    Impairments impairments() {
        return impairments;
    }

    void impairments(Impairments other) {
        impairments = other;
    }

    long now() {
        return nanos.getAsLong();
    }

    /** A source of chance for one connection: what it draws does not depend on what others do. */
    RandomGenerator chance() {
        synchronized (random) {
            return random.split();
        }
    }

    void soon(Runnable task) {
        later(task, 0);
    }

    void later(Runnable task, long delayNanos) {
        try {
            loop.schedule(() -> guarded(task), delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            // Everything is closed then.
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            log.error("a task of the emulator failed", fault);
        }
    }
}
