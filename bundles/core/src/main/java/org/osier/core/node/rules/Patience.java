package org.osier.core.node.rules;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** What one dial job remembers of its failures, and how long it waits because of them. One thread at a time. */
final class Patience {
    /** Quick retries are made for so long: a node starts in less. Our choice. */
    static final long QUICK_NANOS = TimeUnit.SECONDS.toNanos(5);
    /**
     * Links that stood briefly, after which one is not dialled again at once any more; each half second forgives one of them.
     * Our choice: whoever swaps parts of a node for minutes goes on, and a peer that lets go at once costs four
     * handshakes a second at most.
     */
    static final int MAX_FLAPS = 10;

    static final long FORGIVEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Where the back-off begins for whom is overloaded: 4 s. */
    private static final int SLOW_BEGIN = 3;

    private int failures; // dials in a row
    private int flaps; // links that stood briefly and are not forgiven
    private long flapped; // the time up to which they are
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
        if (steady) flaps = 0;
        else flap(now);
        failures = 0;
        if (steady) refusals = 0;
        return switch (redial) {
            case LONG -> refused(random);
            case SLOWLY, WHEN_NEEDED -> slowly(random);
            case AT_ONCE, BACK_OFF, MINUTE -> flaps <= MAX_FLAPS ? atOnce(now) : untilForgiven(random);
        };
    }

    /** Between half and all of the time after which one more is forgiven: a longer pause would be of no use. */
    private long untilForgiven(RandomGenerator random) {
        long all = (flaps - MAX_FLAPS) * FORGIVEN_NANOS;
        return random.nextLong(all / 2, all + 1);
    }

    private void flap(long now) {
        long forgiven = flaps == 0 ? 0 : Math.min((now - flapped) / FORGIVEN_NANOS, flaps);
        flaps -= (int) forgiven;
        flapped = flaps == 0 ? now : flapped + forgiven * FORGIVEN_NANOS;
        flaps++;
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
