package org.osier.transport.emulator.rules;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * How long it takes until a dial gets through: a round trip, and what is lost or hits a partition is tried again, as TCP
 * tries its first packet (RFC 6298, 2.1 and 5.5).
 */
public final class Opening {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What to do now. */
    public enum Step {
        /** Dial. */
        DIAL,
        /** Ask again after {@link #waitNanos}. */
        WAIT,
        /** Nothing leads there. */
        NO_ROUTE,
        /** The time is up. */
        TIMEOUT
    }

    private final RandomGenerator random;
    private final long deadline;
    private long retry = RETRY_NANOS;
    private boolean answered;
    private long wait;

    /** @param deadline by which the dial must stand, on the clock of {@link #next} */
    public Opening(RandomGenerator random, long deadline) {
        this.random = random;
        this.deadline = deadline;
    }

    /** After a {@code WAIT}: how long. */
    public long waitNanos() {
        return wait;
    }

    public Step next(Impairments how, long now) {
        if (how.partition() == Partition.CUT) return Step.NO_ROUTE;
        if (deadline - now <= 0) return Step.TIMEOUT;
        if (how.partition() != Partition.NONE || !answered && lost(how)) {
            answered = false;
            return waitFor(retry, now, true);
        }
        long trip = answered ? 0 : roundTrip(how);
        answered = true;
        return trip == 0 ? Step.DIAL : waitFor(trip, now, false);
    }

    private Step waitFor(long nanos, long now, boolean doubles) {
        wait = Math.min(nanos, deadline - now);
        if (doubles) retry *= 2;
        return Step.WAIT;
    }

    /** There or back again. */
    private boolean lost(Impairments how) {
        return how.loss() > 0 && (random.nextDouble() < how.loss() || random.nextDouble() < how.loss());
    }

    private long roundTrip(Impairments how) {
        return 2 * how.delayNanos() + jitter(how) + jitter(how);
    }

    private long jitter(Impairments how) {
        return how.jitterNanos() == 0 ? 0 : random.nextLong(how.jitterNanos() + 1);
    }
}
