package org.osier.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;

/**
 * Time that passes only when it is told to, and the executor whose tasks live in it. Tasks run on the caller of {@link
 * #step}, {@link #runFor} and {@link #runUntil}, in order of time, then of scheduling: a run depends on the seed and
 * on nothing else. One thread, the one that made it. A task that throws makes the run throw, unless it was handed in
 * as a {@code Callable} or by {@code submit}: then its future has the exception.
 */
public final class VirtualTime extends VirtualLoop implements InstantSource {
    /**
     * Like System.nanoTime, which may be negative: code that takes 0 for "never" or compares by {@code <} is found out.
     */
    private static final long NANO_TIME_AT_START = -Duration.ofMinutes(1).toNanos();

    private static final Instant INSTANT_AT_START = Instant.parse("2026-01-01T00:00:00Z");

    private final long seed;
    private final Random random;
    private Runnable afterEach = () -> {};

    /** @param seed of {@link #random}, and of what else is random in the simulation */
    public VirtualTime(long seed) {
        super(new Agenda());
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** What the run depends on: every failure of {@link #runUntil} names it. */
    public long seed() {
        return seed;
    }

    /** The one source of chance for a simulation. */
    public Random random() {
        return random;
    }

    /** In place of {@link System#nanoTime()}. */
    public long nanoTime() {
        return NANO_TIME_AT_START + agenda.now();
    }

    @Override
    public Instant instant() {
        return INSTANT_AT_START.plusNanos(agenda.now());
    }

    /** How much time has passed since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(agenda.now());
    }

    /** One more executor in this time: for a node that shuts down its own. */
    public ScheduledExecutorService loop() {
        return new VirtualLoop(agenda);
    }

    /** How many tasks of one of its executors wait: what is left when everything is quiet. */
    public int waiting(ScheduledExecutorService loop) {
        return ((VirtualLoop) loop).waiting();
    }

    /** Runs this after every task, for what must hold at any moment; a throw of it makes the run throw. */
    public void afterEach(Runnable check) {
        afterEach = check;
    }

    /** Runs the next task, however far ahead. False: there is none. */
    public boolean step() {
        return stepUntil(Long.MAX_VALUE);
    }

    /** Runs what is due within {@code duration}; afterwards exactly that much time has passed. */
    public VirtualTime runFor(Duration duration) {
        long end = agenda.now() + duration.toNanos();
        while (stepUntil(end)) {}
        agenda.moveTo(end);
        return this;
    }

    /**
     * Runs until {@code condition} holds, which is asked before the first and after every task.
     *
     * @throws AssertionError if it does not hold after {@code limit}
     */
    public VirtualTime runUntil(BooleanSupplier condition, Duration limit) {
        long end = agenda.now() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (stepUntil(end)) continue;
            agenda.moveTo(end);
            throw new AssertionError("did not happen within " + limit + " of virtual time, seed " + seed);
        }
        return this;
    }

    private boolean stepUntil(long limit) {
        var task = agenda.take(limit);
        if (task == null) return false;
        task.run();
        afterEach.run();
        return true;
    }

    @Override
    public String toString() {
        return "virtual time " + elapsed() + ", seed " + seed;
    }
}
