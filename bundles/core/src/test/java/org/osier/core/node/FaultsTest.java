package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Goal: a handler that fails over every message of a peer does not fill the disk. */
class FaultsTest {
    private static final long MINUTE = 60_000_000_000L;

    private final AtomicLong now = new AtomicLong(-MINUTE);
    private final Counters counters = new Counters();
    private final AtomicInteger lines = new AtomicInteger();
    private final Logger log = (Logger) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                lines.incrementAndGet();
                return null;
            });

    @Test
    void aFewLinesAMinuteAreWrittenAndTheOthersCounted() {
        var faults = new Faults(now::get, counters);

        for (int i = 0; i < 1_000; i++) faults.warn(log, this, "failed", new IllegalStateException());

        assertThat(lines).hasValue(Faults.LINES);
        assertThat(counters.get(Counter.FAULTS_NOT_LOGGED)).isEqualTo(1_000 - Faults.LINES);

        now.addAndGet(MINUTE);
        faults.warn(log, this, "failed", new IllegalStateException());
        assertThat(lines).hasValue(Faults.LINES + 1);
    }
}
