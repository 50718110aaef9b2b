package org.osier.core.link.rules;

import java.util.concurrent.TimeUnit;

/**
 * When to ping and when to give up (WIRE.md, section 3): a ping after 30 s without a frame, an answer within 10 s. One
 * thread at a time.
 */
public final class Liveness {
    static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** What is due. */
    public enum Due {
        NOTHING,
        PING,
        GIVE_UP
    }

    private long asked;
    private boolean waiting;

    /**
     * What is due at {@code now}; PING is said once until something is heard.
     *
     * @param heard when something came last: whatever it was, the other end lives
     */
    public Due due(long now, long heard) {
        if (waiting && heard - asked < 0) return now - asked >= ANSWER_NANOS ? Due.GIVE_UP : Due.NOTHING;
        waiting = false;
        if (now - heard < IDLE_NANOS) return Due.NOTHING;
        waiting = true;
        asked = now;
        return Due.PING;
    }
}
