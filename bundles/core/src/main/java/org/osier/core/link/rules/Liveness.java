package org.osier.core.link.rules;

/** When to ping and when to give up, by a {@link Keepalive}. One thread at a time. */
public final class Liveness {
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
    public Due due(long now, long heard, Keepalive keepalive) {
        if (waiting && heard - asked < 0)
            return now - asked >= keepalive.answer().toNanos() ? Due.GIVE_UP : Due.NOTHING;
        waiting = false;
        if (now - heard < keepalive.idle().toNanos()) return Due.NOTHING;
        waiting = true;
        asked = now;
        return Due.PING;
    }
}
