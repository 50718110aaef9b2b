package org.osier.testkit;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One executor on the agenda of a {@link VirtualTime}. Several share one time, so that a node that shuts its own down
 * takes only its own tasks along. Tasks run when the time is run, never inside a call to the executor.
 */
class VirtualLoop extends AbstractExecutorService implements ScheduledExecutorService {
    /** A century: keeps sums of times far from overflow. */
    private static final long FOREVER = Duration.ofDays(36_500).toNanos();

    final Agenda agenda;
    private final Set<VirtualTask<?>> waiting = new LinkedHashSet<>();
    private boolean shutdown;

    VirtualLoop(Agenda agenda) {
        this.agenda = agenda;
    }

    final int waiting() {
        return waiting.size();
    }

    final void forget(VirtualTask<?> task) {
        waiting.remove(task);
    }

    private <V> VirtualTask<V> enter(Callable<V> body, long delayNanos, long periodNanos, boolean loud) {
        long due = agenda.now() + Math.max(0, Math.min(delayNanos, FOREVER));
        return enter(new VirtualTask<>(this, agenda, body, due, periodNanos, loud));
    }

    private <V> VirtualTask<V> enter(VirtualTask<V> task) {
        if (shutdown) throw new RejectedExecutionException("shut down");
        agenda.add(task);
        waiting.add(task);
        return task;
    }

    @Override
    public void execute(Runnable command) {
        if (command instanceof VirtualTask<?> submitted) enter(submitted);
        else enter(Executors.callable(command), 0, 0, true);
    }

    /** What {@code submit} makes and hands to {@link #execute}. */
    @Override
    protected <V> VirtualTask<V> newTaskFor(Callable<V> callable) {
        return new VirtualTask<>(this, agenda, callable, agenda.now(), 0, false);
    }

    @Override
    protected <V> VirtualTask<V> newTaskFor(Runnable runnable, V value) {
        return newTaskFor(Executors.callable(runnable, value));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return enter(Executors.callable(command), unit.toNanos(delay), 0, true);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return enter(callable, unit.toNanos(delay), 0, false);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        if (period <= 0) throw new IllegalArgumentException("period is positive, got " + period);
        return enter(Executors.callable(command), unit.toNanos(initialDelay), unit.toNanos(period), true);
    }

    /** The same as a fixed rate: tasks take no virtual time. */
    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return scheduleAtFixedRate(command, initialDelay, delay, unit);
    }

    /** As {@link java.util.concurrent.ScheduledThreadPoolExecutor}: periodic tasks end, others still run. */
    @Override
    public void shutdown() {
        shutdown = true;
        for (var task : List.copyOf(waiting)) if (task.isPeriodic()) task.cancel(false);
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        List<Runnable> never = List.copyOf(waiting);
        for (var task : List.copyOf(waiting)) task.cancel(false);
        return never;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && waiting.isEmpty();
    }

    /** Does not wait: nothing can happen while the only thread is in here. */
    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return isTerminated();
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks) {
        throw waits();
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
        throw waits();
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) {
        throw waits();
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
        throw waits();
    }

    private static UnsupportedOperationException waits() {
        return new UnsupportedOperationException("would wait for tasks that only the waiting thread can run");
    }
}
