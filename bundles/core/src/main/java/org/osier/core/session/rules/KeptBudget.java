package org.osier.core.session.rules;

import org.jspecify.annotations.Nullable;

/**
 * How far the streams of a peer may send (WIRE.md, section 4). What counts for a stream is its claim: all that it keeps
 * and all that it was promised, because a promise never falls.
 *
 * <p>A stream always has its first window. It is given more while the claims of the streams in use stay within
 * {@value #MAX_CLAIMED_BYTES}; beyond that only the stream whose unfinished message began first gets another first
 * window at a time, until it is done, so that one message of 16 MiB always passes. That stops while finished messages
 * of {@value #MAX_FINISHED_BYTES} bytes wait to be taken. A stream that was never used adds its first window when it
 * begins: the protocol promised it before anybody could count.
 */
final class KeptBudget {
    static final int MAX_CLAIMED_BYTES = 4 << 20;
    static final int MAX_FINISHED_BYTES = 16 << 20;

    /** What a stream that keeps up is given: 20 MB/s at a round trip of 50 ms. Our choice. */
    static final int WINDOW = 1 << 20;

    private KeptBudget() {}

    /**
     * The highest offset + window that {@code stream} may be told now; never below what it was told.
     *
     * @param streams those in use; it is one of them
     */
    static long limit(IncomingStream stream, @Nullable IncomingStream[] streams) {
        long claimed = 0;
        long finished = 0;
        boolean first = stream.isUnfinished();
        for (var other : streams) {
            if (other == null) continue;
            finished += other.finishedBytes();
            if (other == stream) continue;
            claimed += Math.max(other.claim(), SessionRules.FIRST_WINDOW);
            if (other.isUnfinished() && other.began() < stream.began()) first = false;
        }
        long granted = stream.base() + Math.max(SessionRules.FIRST_WINDOW, MAX_CLAIMED_BYTES - claimed);
        if (first && finished < MAX_FINISHED_BYTES) {
            granted = Math.max(granted, stream.frontier() + SessionRules.FIRST_WINDOW);
        }
        return Math.max(stream.limit(), Math.min(granted, wanted(stream)));
    }

    /** Where the window of {@code stream} would end if there were room enough. */
    static long wanted(IncomingStream stream) {
        return stream.acknowledgeable() + WINDOW;
    }
}
