package org.osier.core.session.rules;

import java.util.concurrent.TimeUnit;

/** When acknowledgements leave: at once where the other side waits for them, else together after a short while. */
final class AckTiming {
    /** WIRE.md, section 4. */
    static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    private int pending; // a bit for each stream that has something to say
    private boolean urgent;
    private boolean armed;
    private long deadline;

    /** Something came on {@code stream}; it can wait a little. */
    void note(int stream, long now) {
        pending |= 1 << stream;
        if (armed) return;
        armed = true;
        deadline = now + DELAY_NANOS;
    }

    /** What there is to say is to be said at once. */
    void urge() {
        urgent = true;
    }

    /** All of {@code streams}, a set of bits, have something to say, at once. */
    void urge(int streams) {
        pending |= streams;
        urgent = true;
    }

    boolean isDue(long now) {
        return urgent || armed && now - deadline >= 0;
    }

    int pending() {
        return pending;
    }

    void said(int stream) {
        pending &= ~(1 << stream);
    }

    /** As much as fits was said; what did not fit stays due. */
    void settle() {
        urgent = pending != 0;
        armed = false;
    }

    /** When something will be due that is not yet; {@link Long#MAX_VALUE} if nothing. */
    long deadline() {
        return armed ? deadline : Long.MAX_VALUE;
    }
}
