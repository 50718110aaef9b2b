package org.osier.shell.news;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The newest items of something that goes on for ever. Who adds never waits for who reads: a reader that is too slow
 * loses items and is told how many. Any thread.
 */
public final class Ring<T> {
    private final int capacity;
    private final ArrayDeque<T> items = new ArrayDeque<>(); // guarded by this
    private long added; // guarded by this

    /** @param capacity items that are kept */
    public Ring(int capacity) {
        this.capacity = capacity;
    }

    /** The newest one. Takes no longer than a short lock. */
    public synchronized void add(T item) {
        if (items.size() == capacity) items.removeFirst();
        items.addLast(item);
        added++;
        notifyAll();
    }

    /** Most items that are kept. */
    public int capacity() {
        return capacity;
    }

    /** Reads all that is there, then what comes. */
    public synchronized Reader fromOldest() {
        return new Reader(added - items.size());
    }

    /** Reads only what comes from now on. */
    public synchronized Reader fromNow() {
        return new Reader(added);
    }

    /**
     * What came since the last look.
     *
     * @param missed how many fell out of the ring before they were read
     * @param items the others, the newest last
     */
    public record Batch<T>(long missed, List<T> items) {}

    /** Somebody who reads on. For one thread. */
    public final class Reader {
        private long next;

        private Reader(long next) {
            this.next = next;
        }

        /** What is there now, nothing perhaps. */
        public Batch<T> poll() {
            synchronized (Ring.this) {
                long oldest = added - items.size();
                long missed = Math.max(0, oldest - next);
                var batch = new Batch<>(
                        missed, items.stream().skip(Math.max(0, next - oldest)).toList());
                next = added;
                return batch;
            }
        }

        /** The same, but waits until something is there; an interrupt ends it. */
        public Batch<T> take() throws InterruptedException {
            synchronized (Ring.this) {
                while (next == added) Ring.this.wait();
                return poll();
            }
        }
    }
}
