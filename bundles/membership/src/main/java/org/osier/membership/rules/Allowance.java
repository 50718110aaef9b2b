package org.osier.membership.rules;

/**
 * Bytes that a peer may make us work for: a bucket of tokens that fills with time, and with what we asked for ourselves.
 * By hand and not of a library, because of the second and because its time is an argument. One thread at a time.
 */
final class Allowance {
    private static final long NANOS = 1_000_000_000;

    private final long most;
    private final long perSecond;
    private long tokens;
    private long at;

    Allowance(long most, long perSecond, long nanos) {
        this.most = most;
        this.perSecond = perSecond;
        this.tokens = most;
        this.at = nanos;
    }

    /** @return false: that is more than there is, and nothing was taken */
    boolean take(long bytes, long nanos) {
        long passed = Math.min(nanos - at, most / perSecond * NANOS + NANOS); // more would only fill it
        if (passed > 0) {
            long more = passed * perSecond / NANOS;
            tokens = Math.min(most, tokens + more);
            at = more == 0 ? at : nanos;
        }
        if (tokens < bytes) return false;
        tokens -= bytes;
        return true;
    }

    /** As {@link #take}, when the work is done already: the next one pays for it. */
    void charge(long bytes) {
        tokens -= bytes;
    }

    /** What we asked for may come beside all else. */
    void grant(long bytes) {
        tokens = Math.min(most, tokens + bytes);
    }
}
