package org.osier.core.node.rules;

import java.util.concurrent.TimeUnit;

/**
 * When a node answers records with its own key that it did not make: it publishes one with a higher serial, so that what
 * it says of itself counts again, and the return of its boot id shows everybody that two have the key (WIRE.md, section
 * 7). Where two copies of a home do so, each gives up after three times: then the one that spoke last stands. One thread
 * at a time.
 */
public final class CopiedKey {
    /** Times in all, from one start to its end (WIRE.md, section 7). */
    public static final int MOST = 3;

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1); // WIRE.md, section 7

    private int times;
    private long last; // of these

    /**
     * Whether to publish a higher one now.
     *
     * @param ours serial of our record in force
     * @param foreign the highest serial that was met and is not ours, 0: none
     * @param now nanoseconds of any clock that only rises
     */
    public boolean isDue(long ours, long foreign, long now) {
        return foreign >= ours && times < MOST && (times == 0 || now - last >= PAUSE_NANOS);
    }

    /** We did, or could not: that counts, too, for else it would be tried each second. */
    public void tried(long now) {
        times++;
        last = now;
    }

    /** How often we did. */
    public int times() {
        return times;
    }
}
