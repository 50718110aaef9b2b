package org.osier.core.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.node.Environment;
import org.osier.testkit.VirtualTime;

/**
 * Goal: every entry expires once, not before its time and at most two slots after it, and no turn of the wheel is
 * wasted.
 */
class DeadlinesTest {
    private static final long MS = 1_000_000;
    private static final long LATE = 20 * MS;

    private final VirtualTime time = new VirtualTime(1);
    private int turns;
    private final Deadlines deadlines = new Deadlines(environment(time));

    private Environment environment(VirtualTime time) {
        var loop = (ScheduledExecutorService) java.lang.reflect.Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ScheduledExecutorService.class}, (proxy, method, args) -> {
                    if (method.getName().equals("schedule")) turns++;
                    return method.invoke(time, args);
                });
        return new Environment(time, time::nanoTime, loop, time.random());
    }

    private final class Waiting extends Deadlines.Entry {
        long expiredAt;
        int times;

        @Override
        void expired() {
            expiredAt = time.nanoTime();
            times++;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5, 10, 11, 999, 5_119, 5_120, 5_121, 60_000, 3_600_000})
    void anEntryExpiresInItsTime(long ms) {
        var entry = new Waiting();
        long due = time.nanoTime() + ms * MS;
        deadlines.add(entry, ms * MS);

        time.runFor(Duration.ofMillis(ms + 100));

        assertThat(entry.times).isEqualTo(1);
        assertThat(entry.expiredAt).isBetween(due, due + LATE);
    }

    @Test
    void whatIsRemovedDoesNotExpire() {
        var entry = new Waiting();
        deadlines.add(entry, 100 * MS);
        assertThat(deadlines.remove(entry)).isTrue();
        assertThat(deadlines.remove(entry)).isFalse();
        time.runFor(Duration.ofSeconds(1));
        assertThat(entry.times).isZero();
        deadlines.add(entry, 100 * MS);
        time.runFor(Duration.ofSeconds(1));
        assertThat(entry.times).isEqualTo(1);
        assertThat(deadlines.remove(entry)).isFalse();
    }

    @Test
    void theWheelStandsStillWhileItIsEmpty() {
        deadlines.add(new Waiting(), 10 * MS);
        time.runFor(Duration.ofSeconds(1));
        int before = turns;
        time.runFor(Duration.ofMinutes(10));
        assertThat(turns).isEqualTo(before);
    }

    /**
     * Method: entries come and go one after the other, as chained requests do; each used to set the wheel in motion
     * again.
     */
    @Test
    void whoeverComesWhileItTurnsSetsNoSecondTurnInMotion() {
        for (int i = 0; i < 10_000; i++) {
            var entry = new Waiting();
            deadlines.add(entry, 1_000 * MS);
            if (i % 100 == 0) time.runFor(Duration.ofMillis(10));
            deadlines.remove(entry);
        }
        assertThat(turns).isLessThan(250);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manyEntriesByChanceExpireOnceEachInTheirTime(long seed) {
        var random = new Random(seed);
        var due = new HashMap<Waiting, Long>();
        var removed = new ArrayList<Waiting>();
        for (int i = 0; i < 3_000; i++) {
            var entry = new Waiting();
            long nanos = (1 + random.nextInt(20_000)) * MS + random.nextInt((int) MS);
            deadlines.add(entry, nanos);
            due.put(entry, time.nanoTime() + nanos);
            if (random.nextInt(3) == 0) time.runFor(Duration.ofNanos(random.nextInt(15_000_000)));
            if (random.nextInt(4) == 0 && deadlines.remove(entry)) removed.add(entry);
        }
        time.runFor(Duration.ofSeconds(25));
        assertThat(removed).allMatch(e -> e.times == 0);
        List.copyOf(removed).forEach(due::remove);
        due.forEach((entry, at) -> {
            assertThat(entry.times).as("seed %d", seed).isEqualTo(1);
            assertThat(entry.expiredAt).as("seed %d", seed).isBetween(at, at + LATE);
        });
    }
}
