package org.osier.transport.emulator;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that must not overlap and for which nobody waits: whoever comes first does it, and does it again for those who
 * came meanwhile. So another transport is called without a lock, and still by one thread at a time.
 */
final class Turns {
    private final AtomicInteger asked = new AtomicInteger();
    private final Runnable turn;

    Turns(Runnable turn) {
        this.turn = turn;
    }

    /** At least one turn begins after this is called, here or on another thread. */
    void ask() {
        if (asked.getAndIncrement() == 0) work();
    }

    /** @return whether the turn is the caller's: {@link #work} must follow */
    boolean take() {
        return asked.compareAndSet(0, 1);
    }

    void work() {
        for (int seen = 1; seen != 0; seen = asked.addAndGet(-seen)) turn.run();
    }
}
