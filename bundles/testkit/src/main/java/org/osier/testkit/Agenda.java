package org.osier.testkit;

import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done in virtual time, in order of time, then of scheduling. Time begins at 0 and moves only when
 * a task is taken. Belongs to the thread that made it: a task from elsewhere would make a run depend on the real
 * scheduler.
 */
final class Agenda {
    /** More tasks than this at one instant are a loop that keeps time from moving. */
    private static final int TASKS_PER_INSTANT = 1_000_000;

    private final Thread owner = Thread.currentThread();
    private final TreeSet<VirtualTask<?>> tasks = new TreeSet<>(
            Comparator.<VirtualTask<?>>comparingLong(VirtualTask::due).thenComparingLong(VirtualTask::order));
    private long now;
    private long order;
    private int atThisInstant;

    long now() {
        return now;
    }

    long nextOrder() {
        return order++;
    }

    void add(VirtualTask<?> task) {
        checkOwner();
        tasks.add(task);
    }

    void remove(VirtualTask<?> task) {
        tasks.remove(task);
    }

    /** Takes the next task that is due at {@code limit} or before, and moves time to it; null: there is none. */
    @Nullable
    VirtualTask<?> take(long limit) {
        checkOwner();
        if (tasks.isEmpty() || tasks.first().due() > limit) return null;
        var task = tasks.pollFirst();
        moveTo(task.due());
        if (++atThisInstant > TASKS_PER_INSTANT) {
            throw new AssertionError(TASKS_PER_INSTANT + " tasks at one instant: time cannot move");
        }
        return task;
    }

    /** Lets time pass up to {@code instant}, if that is ahead. */
    void moveTo(long instant) {
        if (instant <= now) return;
        now = instant;
        atThisInstant = 0;
    }

    private void checkOwner() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException(
                    "virtual time belongs to " + owner + ", called from " + Thread.currentThread());
        }
    }
}
