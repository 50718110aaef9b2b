package org.osier.core.envelope;

import java.time.InstantSource;

/**
 * Draws the ids of one start of a node: each higher than the one before, even when the clock goes back. Thread-safe.
 * The lock holds two fields together for some nanoseconds; nothing foreign is called under it.
 */
public final class MessageIds {
    private static final int COUNTER_LIMIT = 1 << 26; // WIRE.md, section 5: 12 + 14 bits

    private final InstantSource clock;
    private final long bootId;
    private long lastMs;
    private int counter;

    /** @param bootId of this start */
    public MessageIds(InstantSource clock, long bootId) {
        this.clock = clock;
        this.bootId = bootId;
    }

    /** The next id. */
    public MessageId next() {
        long now = clock.millis();
        synchronized (this) {
            if (now > lastMs) {
                lastMs = now;
                counter = 0;
            } else if (++counter == COUNTER_LIMIT) {
                lastMs++; // borrowed from a time to come
                counter = 0;
            }
            return MessageId.of(lastMs, counter, bootId);
        }
    }
}
