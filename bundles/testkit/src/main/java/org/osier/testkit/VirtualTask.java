package org.osier.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;

/** One entry of the {@link Agenda}. A periodic one enters itself again after each run. */
final class VirtualTask<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
    private final VirtualLoop loop;
    private final Agenda agenda;
    private final long period;
    /** True: nobody is expected to look at the future, so the run itself must fail when the task does. */
    private final boolean loud;

    private long due;
    private long order;

    VirtualTask(VirtualLoop loop, Agenda agenda, Callable<V> body, long due, long period, boolean loud) {
        super(body);
        this.loop = loop;
        this.agenda = agenda;
        this.due = due;
        this.period = period;
        this.loud = loud;
        this.order = agenda.nextOrder();
    }

    long due() {
        return due;
    }

    long order() {
        return order;
    }

    @Override
    public boolean isPeriodic() {
        return period > 0;
    }

    @Override
    public void run() {
        if (!isPeriodic()) {
            super.run();
        } else if (runAndReset()) {
            due += period;
            order = agenda.nextOrder();
            agenda.add(this);
        }
    }

    @Override
    protected void done() {
        agenda.remove(this);
        loop.forget(this);
    }

    @Override
    protected void setException(Throwable failure) {
        super.setException(failure);
        if (loud) throw new AssertionError("a task of virtual time failed: " + failure, failure);
    }

    /** Waiting for what only the waiting thread can do would last for ever. */
    @Override
    public V get() throws InterruptedException, ExecutionException {
        if (!isDone()) throw new IllegalStateException("not done yet: let virtual time run, then ask");
        return super.get();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException {
        return get();
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(due - agenda.now(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
