package org.osier.discovery.multicast.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Goal: a change is told at once, after 1 s and after 3 s, then now and then, and never too often. */
class BeaconTimesTest {
    private static final long MS = 1_000_000;
    private final BeaconTimes times = new BeaconTimes(Duration.ofSeconds(30), new Random(3));

    private long send() {
        long due = times.due();
        times.sent(due);
        return due;
    }

    @Test
    void aChangeIsToldThreeTimesSoon() {
        times.change(0);
        assertThat(new long[] {send(), send(), send()}).containsExactly(0, 1_000 * MS, 3_000 * MS);
        long last = 3_000 * MS;
        for (int i = 0; i < 100; i++) {
            long next = send();
            assertThat(next - last).isBetween(27_000 * MS, 33_000 * MS);
            last = next;
        }
    }

    @Test
    void anotherChangeBeginsAgainButNotWithinATenthOfASecond() {
        times.change(0);
        send();
        times.change(10 * MS);
        assertThat(send()).isEqualTo(100 * MS);
        assertThat(send()).isEqualTo(1_010 * MS);
        times.change(5_000 * MS);
        assertThat(send()).isEqualTo(5_000 * MS);
    }
}
