package org.osier.transport.emulator.rules;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * When what enters one direction of one connection comes out of it. A stream keeps its contract: loss is the time until
 * it is sent again, disorder is the time until what came too late is there, and nothing overtakes.
 */
final class Wire {
    /** It does not come out. */
    static final long LOST = Long.MAX_VALUE;

    /** The shortest wait before something is sent again; Linux, TCP_RTO_MIN. */
    static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** It doubles with each loss (RFC 6298, 5.5), four times: an hour would be of no use for a test. */
    private static final int MAX_DOUBLINGS = 4;

    /** By then even a wire that loses everything lets a stream pass: it is a partition that it should be. */
    private static final int MAX_LOSSES = 16;

    private final boolean stream;
    private final RandomGenerator random;
    private long freeAt;
    private long last;
    private boolean used;

    Wire(boolean stream, RandomGenerator random) {
        this.stream = stream;
        this.random = random;
    }

    /** Whether the wire has taken all that entered it. */
    boolean isFree(long now) {
        return !used || freeAt - now <= 0;
    }

    /** When it has. */
    long freeAt(long now) {
        return isFree(now) ? now : freeAt;
    }

    /** A message enters. @return when it comes out, or {@link #LOST} */
    long enter(Impairments how, int bytes, long now) {
        freeAt = freeAt(now);
        if (how.bytesPerSecond() > 0) freeAt += transmission(bytes, how.bytesPerSecond());
        long out = freeAt + travel(how);
        if (!stream) {
            used = true;
            return chance(how.loss()) ? LOST : out;
        }
        out += retries(how);
        if (used && out - last < 0) out = last;
        last = out;
        used = true;
        return out;
    }

    /** Whether a datagram comes once more. @return when, or {@link #LOST}: it does not */
    long doubled(Impairments how) {
        return !stream && chance(how.duplicate()) ? freeAt + travel(how) : LOST;
    }

    private static long transmission(int bytes, long bytesPerSecond) {
        return TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond;
    }

    private long travel(Impairments how) {
        long travel = how.delayNanos();
        if (how.jitterNanos() > 0) travel += random.nextLong(how.jitterNanos() + 1);
        return chance(how.reorder()) ? travel + how.lateNanos() : travel;
    }

    private long retries(Impairments how) {
        long wait = Math.max(RETRY_NANOS, 2 * (how.delayNanos() + how.jitterNanos()));
        long late = 0;
        for (int i = 0; i < MAX_LOSSES && chance(how.loss()); i++) late += wait << Math.min(i, MAX_DOUBLINGS);
        return late;
    }

    private boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }
}
