package org.osier.dispatcher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osier.dispatcher.rules.Backlog;
import org.osier.dispatcher.rules.Held;
import org.osier.dispatcher.rules.Lane;
import org.osier.node.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that handlers run on when they may block, and the lock around the {@link Backlog} that they work off.
 * Thread-safe. Nothing foreign is called under the lock.
 */
final class Workers {
    /** What is done with deliveries. */
    interface Work {
        /** @return empty if it was dealt with, else the {@code nanoTime} until which it may wait and block its lane */
        OptionalLong on(Delivery delivery);

        /** It was taken, but the workers go before its turn came. */
        void tooLate(Delivery delivery);
    }

    private static final Logger log = LoggerFactory.getLogger(Workers.class);

    private final Work work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final Backlog<Delivery> backlog; // guarded by lock, as are the next and the booleans
    private final Held held = new Held();
    private final List<Thread> threads;
    private boolean closed;
    private boolean cut;

    /** Size of the backlog, written under the lock: who reads 0 knows without it that nothing is before him. */
    private volatile int pending;

    /** Changes of the routes so far, written under the lock. */
    private volatile int changes;

    /**
     * Starts the threads, all at once: one made later would hold on to the class loaders of whoever brought work then
     * (a thread keeps the access control context of its maker).
     */
    Workers(int count, long queueBytes, Work work) {
        this.work = work;
        backlog = new Backlog<>(queueBytes);
        var threads = new ArrayList<Thread>();
        for (int number = 1; number <= count; number++) threads.add(thread(number));
        for (var thread : threads) thread.start();
        this.threads = List.copyOf(threads);
    }

    private Thread thread(int number) {
        var thread = new Thread(null, this::run, "osier-dispatcher-" + number, 0, false);
        // Not ours: Felix may remember for ever who lost a race for loading a class, and what that thread refers to.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.setDaemon(true); // a handler that hangs must not keep the JVM alive
        return thread;
    }

    /** Whether nothing of this peer and stream waits or runs here. */
    boolean idle(NodeId peer, int stream) {
        if (pending == 0) return true;
        lock.lock();
        try {
            return backlog.idle(peer, stream);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a delivery; see {@link Backlog#offer}. After {@link #close} nothing is taken and nobody told. */
    boolean offer(Delivery delivery, Runnable roomAgain) {
        lock.lock();
        try {
            if (closed || !backlog.offer(delivery, roomAgain)) return false;
            pending = backlog.size();
            if (backlog.ready()) changed.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How often the routes have changed; to be asked before one looks at them. */
    int changes() {
        return changes;
    }

    /**
     * The handler of this delivery is away: it stays with its bringer, who is told when the routes change, and at the
     * latest then. After {@link #close} nobody is told.
     *
     * @param seen {@link #changes} before the routes were looked at
     * @return false: they have changed since, look again
     */
    boolean hold(Delivery delivery, Runnable again, long until, int seen) {
        lock.lock();
        try {
            if (closed) return true;
            if (changes != seen) return false;
            held.add(delivery.peer(), delivery.stream(), again, until);
            changed.signalAll(); // so that everyone who rests knows when to look
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** What waits for a change of the routes looks again. */
    void routesChanged() {
        lock.lock();
        try {
            changes++;
            backlog.unpark();
            held.news(System.nanoTime()); // told by a worker: whoever registers a service shall not work for others
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes nothing more, works off what was taken, ends the threads.
     *
     * @param atMost then what runs is interrupted, and what was not begun is too late
     */
    void close(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<Delivery> rest;
        boolean hangs;
        lock.lock();
        try {
            closed = true;
            awaitDrained(deadline);
            rest = backlog.clear();
            held.clear();
            hangs = backlog.size() > 0;
            cut = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (hangs) for (var thread : threads) thread.interrupt();
        for (var late : rest) work.tooLate(late);
        for (var thread : threads) join(thread, deadline);
    }

    private void awaitDrained(long deadline) {
        try {
            while (backlog.size() > 0) {
                if (drained.awaitNanos(deadline - System.nanoTime()) <= 0) return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread, long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || thread == Thread.currentThread()) return;
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        for (var lane = take(); lane != null; lane = take()) {
            int seen = changes;
            giveBack(lane, attempt(lane.current()), seen);
        }
    }

    private OptionalLong attempt(Delivery delivery) {
        try {
            return work.on(delivery);
        } catch (RuntimeException | Error e) { // not the handler's, those are caught: ours or the node's
            log.error("{}: lost by a fault in the node", delivery, e);
            return OptionalLong.empty();
        } finally {
            Thread.interrupted(); // a handler may leave it behind; the next one must not find it
        }
    }

    private @Nullable Lane<Delivery> take() {
        while (true) {
            List<Runnable> again;
            lock.lock();
            try {
                if (cut) return null;
                again = closed ? List.of() : held.due(System.nanoTime());
                if (again.isEmpty()) {
                    var lane = backlog.next(System.nanoTime());
                    if (lane != null) return lane;
                    rest();
                }
            } finally {
                lock.unlock();
            }
            for (var tell : again) tell(tell);
        }
    }

    private void rest() {
        var due = earlier(backlog.nextDue(), closed ? OptionalLong.empty() : held.nextDue());
        try {
            if (due.isPresent()) changed.awaitNanos(due.getAsLong() - System.nanoTime());
            else changed.await();
        } catch (InterruptedException e) {
            // Left behind by a handler, or by close, which says so with cut: the caller looks.
        }
    }

    private static OptionalLong earlier(OptionalLong one, OptionalLong other) {
        if (one.isEmpty()) return other;
        return other.isEmpty() || one.getAsLong() - other.getAsLong() < 0 ? one : other;
    }

    private void giveBack(Lane<Delivery> lane, OptionalLong waitsUntil, int seen) {
        var delivery = lane.current();
        boolean tooLate;
        List<Runnable> roomAgain;
        lock.lock();
        try {
            tooLate = cut && waitsUntil.isPresent();
            if (waitsUntil.isPresent() && !cut) {
                backlog.park(lane, waitsUntil.getAsLong());
                if (changes != seen) backlog.unpark(); // what it waits for may have come meanwhile
                changed.signalAll(); // so that everyone who rests knows when to look
            } else {
                backlog.done(lane);
            }
            pending = backlog.size();
            if (pending == 0) drained.signalAll();
            roomAgain = closed ? List.of() : backlog.roomAgain();
        } finally {
            lock.unlock();
        }
        if (tooLate) work.tooLate(delivery);
        for (var tell : roomAgain) tell(tell);
    }

    private static void tell(Runnable roomAgain) {
        try {
            roomAgain.run();
        } catch (RuntimeException | Error e) {
            log.error("a session failed when told that there is room", e);
        }
    }
}
