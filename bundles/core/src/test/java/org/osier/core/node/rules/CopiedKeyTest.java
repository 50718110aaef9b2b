package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a node answers whoever has its key (WIRE.md, section 7). */
class CopiedKeyTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long NOW = Long.MAX_VALUE - MINUTE; // a clock that begins anywhere, and goes over

    private final CopiedKey rule = new CopiedKey();

    @Test
    void nothingIsAnsweredUntilAnotherIsMet() {
        assertThat(rule.isDue(1, 0, NOW)).isFalse();
    }

    @Test
    void onlyWhatIsNotBelowOursIsAnswered() {
        assertThat(rule.isDue(8, 7, NOW)).isFalse();
        assertThat(rule.isDue(8, 8, NOW)).isTrue();
        assertThat(rule.isDue(8, 9, NOW)).isTrue();
    }

    @Test
    void onceAMinuteAtMost() {
        rule.tried(NOW);
        assertThat(rule.isDue(8, 9, NOW + MINUTE - 1)).isFalse();
        assertThat(rule.isDue(8, 9, NOW + MINUTE)).isTrue();
    }

    @Test
    void threeTimesInAllHoweverLongItGoesOn() {
        for (int i = 0; i < 3; i++) {
            assertThat(rule.isDue(8, 9, NOW + i * MINUTE)).isTrue();
            rule.tried(NOW + i * MINUTE);
        }
        assertThat(rule.times()).isEqualTo(3);
        assertThat(rule.isDue(8, 9, NOW + 1_000 * MINUTE)).isFalse();
    }

    /** Goal: two copies that both do it come to an end. Method: each hears of the other at once, for a day. */
    @Test
    void oneOfTwoCopiesStandsInTheEndAndBothAreQuiet() {
        var copies = new CopiedKey[] {rule, new CopiedKey()};
        var serials = new long[] {100, 200};
        for (int second = 0; second < 86_400; second++) {
            int one = second % 2;
            long now = NOW + TimeUnit.SECONDS.toNanos(second);
            if (!copies[one].isDue(serials[one], serials[1 - one], now)) continue;
            copies[one].tried(now);
            serials[one] = serials[1 - one] + 1;
        }
        assertThat(copies[0].times()).isEqualTo(3);
        assertThat(copies[1].times()).isEqualTo(3);
        assertThat(serials).containsExactly(205, 206);
    }
}
