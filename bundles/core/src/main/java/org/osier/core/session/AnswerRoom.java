package org.osier.core.session;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.osier.core.session.rules.SessionRules;

/**
 * How much the answers of one session may hold that wait or are unacknowledged. While it is used up requests wait in
 * their streams, and who sends them feels it; an answer that is ready is never refused for what others send.
 *
 * <p>Two nodes that fill each other with requests could wait for each other for ever: an answer stands behind requests
 * of its stream that the other end does not take. So when no answer gets through for a while requests are taken again,
 * and answers that find no room then are lost, which those who asked see at their deadline. Any thread.
 */
final class AnswerRoom {
    /** No further request is taken from here on. Our choice: as much as may be unacknowledged. */
    static final int MAX_BYTES = 4 << 20;

    /** The answers of requests that were taken before find room up to here, and one of any length below MAX_BYTES. */
    static final int LAST_BYTES = 2 * MAX_BYTES;

    /** Requests are taken again from here down. */
    static final int LOW_BYTES = MAX_BYTES / 2;

    /** Longer than any way that works needs for an answer. Our choice. */
    static final long STUCK_NANOS = 5_000_000_000L;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile long progress; // when the last one got through, or the first of too many came

    /** @return false: no room */
    boolean take(int length, long now) {
        long cost = SessionRules.cost(length);
        long before = bytes.get();
        if (before >= MAX_BYTES && before + cost > LAST_BYTES) return false;
        before = bytes.getAndAdd(cost);
        if (before < MAX_BYTES && before + cost >= MAX_BYTES) progress = now;
        return true;
    }

    /** One got through, or will never. @return whether requests are taken again from now on */
    boolean done(int length, long now) {
        long cost = SessionRules.cost(length);
        progress = now;
        long before = bytes.getAndAdd(-cost);
        return before > LOW_BYTES && before - cost <= LOW_BYTES;
    }

    boolean hasRoom() {
        return bytes.get() < MAX_BYTES;
    }

    /** Whether too many wait, and none has got through for too long. */
    boolean isStuck(long now) {
        return !hasRoom() && now - progress >= STUCK_NANOS;
    }

    /** Whether the caller is the one who looks again when it might be stuck. */
    boolean watch() {
        return watched.compareAndSet(false, true);
    }

    /** The look is made. */
    void watched() {
        watched.set(false);
    }
}
