package org.osier.dispatcher;

import java.time.Duration;

/**
 * The configuration after it was checked.
 *
 * @param threads 1 to 256
 * @param queueBytes 64 KiB to 1 GiB
 * @param handlerGrace up to a minute
 */
record Settings(int threads, long queueBytes, Duration handlerGrace) {
    /** Handlers on the pool wait more than they compute: three of four may wait and no CPU is idle. */
    private static final int THREADS_PER_CPU = 4;

    private static final int MOST_THREADS = 256;

    Settings {
        within("threads", threads, 1, MOST_THREADS);
        within("queueBytes", queueBytes, 65_536, 1 << 30);
        within("handlerGraceMs", handlerGrace.toMillis(), 0, 60_000);
    }

    static Settings of(DispatcherConfig config, int cpus) {
        int threads = config.threads() == 0 ? Math.min(THREADS_PER_CPU * cpus, MOST_THREADS) : config.threads();
        return new Settings(threads, config.queueBytes(), Duration.ofMillis(config.handlerGraceMs()));
    }

    private static void within(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + " is " + min + " to " + max + ", got " + value);
        }
    }
}
