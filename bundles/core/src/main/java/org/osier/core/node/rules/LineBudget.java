package org.osier.core.node.rules;

import java.util.concurrent.TimeUnit;

/**
 * How many lines the log gets in a minute from what others cause: a few tell an operator what happens, thousands would
 * hide it and fill a disk. What is above is counted and summed up. One thread at a time.
 */
public final class LineBudget {
    /** Our choice: a small cluster starts without a line lost. */
    static final int LINES = 30;

    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private int written;
    private long unwritten;
    private long began;

    /** Of the size for news of links. */
    public LineBudget() {
        this(LINES);
    }

    /** @param most lines in a minute */
    public LineBudget(int most) {
        this.most = most;
    }

    /** @return whether one more line may be written at {@code now} */
    public boolean take(long now) {
        if (written == 0) began = now;
        if (written < most) {
            written++;
            return true;
        }
        unwritten++;
        return false;
    }

    /** When a minute is over: how many lines were not written in it; else 0. */
    public long over(long now) {
        if (written == 0 || now - began < MINUTE_NANOS) return 0;
        long count = unwritten;
        written = 0;
        unwritten = 0;
        return count;
    }
}
