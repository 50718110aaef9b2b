package org.osier.core.node.rules;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** What one dial job remembers of its failures, and how long it waits because of them. One thread at a time. */
final class Patience {
    /** Quick retries are made for so long: a node starts in less. Our choice. */
    static final long QUICK_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Links that stood briefly, in a row, after which "I come back" is not believed any more. Our choice. */
    static final int MAX_FLAPS = 3;
    /** Where the back-off begins for whom is overloaded: 4 s. */
    private static final int SLOW_BEGIN = 3;

    private int failures; // dials in a row
    private int flaps; // links that stood briefly, in a row
    private int refusals; // in a row
    private int useless; // answers that made an address useless, in a row
    private boolean quick;
    private long quickUntil;

    /**
     * A dial failed.
     *
     * @param addresses that the job has to choose from
     * @return the pause in nanoseconds
     */
    long dialFailed(Redial redial, int addresses, long now, RandomGenerator random) {
        if (redial == Redial.LONG) return refused(random);
        if (redial == Redial.MINUTE && ++useless % Math.max(addresses, 1) == 0) return Backoff.longNanos(1, random);
        if (redial == Redial.SLOWLY) return slowly(random);
        if (quick && now - quickUntil < 0) return Backoff.quickNanos(random);
        quick = false;
        failures++;
        return Backoff.pauseNanos(failures, random);
    }

    /**
     * The last link was lost.
     *
     * @param steady whether it stood for long: what was before it does not count any more
     * @return the pause in nanoseconds
     */
    long linkLost(Redial redial, boolean steady, long now, RandomGenerator random) {
        quick = false;
        useless = 0;
        flaps = steady ? 0 : flaps + 1;
        failures = flaps; // else whoever lets go at once would be dialled without a pause
        if (steady) refusals = 0;
        return switch (redial) {
            case LONG -> refused(random);
            case SLOWLY -> slowly(random);
            case AT_ONCE -> flaps > MAX_FLAPS ? Backoff.pauseNanos(failures, random) : atOnce(now);
            case BACK_OFF, MINUTE -> failures == 0 ? 0 : Backoff.pauseNanos(failures, random);
        };
    }

    private long atOnce(long now) {
        quick = true;
        quickUntil = now + QUICK_NANOS;
        return 0;
    }

    private long slowly(RandomGenerator random) {
        failures = Math.max(failures + 1, SLOW_BEGIN);
        return Backoff.pauseNanos(failures, random);
    }

    private long refused(RandomGenerator random) {
        refusals++;
        return Backoff.longNanos(refusals, random);
    }
}
