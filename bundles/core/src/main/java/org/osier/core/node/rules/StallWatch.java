package org.osier.core.node.rules;

import java.util.concurrent.TimeUnit;

/**
 * Whether the link that carries has silently stopped to, while another one works: a wire that is cut tells nobody. It is
 * asked when what it carries stays unacknowledged and nothing is heard over it, and given up only if another link to the
 * same peer has answered meanwhile: so neither a peer that pauses nor a slow network costs a link. Without another link
 * the keepalive decides, later. One for each peer; one thread at a time.
 */
public final class StallWatch {
    /** Silence before the question. Our choice: longer than a round trip and a garbage collection. */
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Patience after it. Our choice. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** What is due. */
    public enum Due {
        NOTHING,
        /** Ping every link of the peer. */
        ASK,
        /** Close the link that carries: what is on its way goes over another. */
        GIVE_UP
    }

    private boolean waiting;
    private long asked;
    private long acknowledged;

    /**
     * @param heard when something came last over the link that carries; @param othersHeard over any other
     * @param carrying whether something that went over it is unacknowledged
     * @param acknowledged how much of the session is acknowledged: another number is progress, whichever way it came
     */
    public Due due(long now, long heard, long othersHeard, boolean carrying, long acknowledged) {
        boolean progress = waiting && (heard - asked >= 0 || acknowledged != this.acknowledged);
        if (!carrying || progress) waiting = false;
        if (!carrying) return Due.NOTHING;
        if (waiting) {
            if (now - asked < PATIENCE_NANOS || othersHeard - asked < 0) return Due.NOTHING;
            waiting = false;
            return Due.GIVE_UP;
        }
        if (now - heard < SILENCE_NANOS) return Due.NOTHING;
        waiting = true;
        asked = now;
        this.acknowledged = acknowledged;
        return Due.ASK;
    }
}
