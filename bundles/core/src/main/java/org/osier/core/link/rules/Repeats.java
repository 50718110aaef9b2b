package org.osier.core.link.rules;

import java.util.concurrent.TimeUnit;

/**
 * When something is sent again that nobody has answered, before there is a round trip to go by: after 250 ms, then twice
 * as long each time, up to 2 s, {@value #MOST} times. Until a link stands it has 10 s; these reach beyond.
 */
public final class Repeats {
    static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);
    static final int MOST = 8;

    private int done;

    /** How long to wait for the next repeat; {@link Long#MAX_VALUE}: there is none any more. */
    public long next() {
        return done < MOST ? Math.min(FIRST_NANOS << done++, LONGEST_NANOS) : Long.MAX_VALUE;
    }

    /** Something new waits for an answer. */
    public void begin() {
        done = 0;
    }
}
