package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Goal: the window is that of RFC 9438. Method: its formulas by hand, and its behaviour over many round trips. */
class CubicTest {
    private static final int SEGMENT = 1_000;

    private final Cubic cubic = new Cubic(SEGMENT);
    private long now = -5;

    /** A whole window is acknowledged, a segment at a time, within one round trip. */
    private void roundTrip(long nanos) {
        long segments = cubic.window() / SEGMENT;
        for (long i = 0; i < segments; i++) {
            now += nanos / segments;
            cubic.acknowledged(SEGMENT, now, nanos);
        }
    }

    private static final long FIFTY_MS = TimeUnit.MILLISECONDS.toNanos(50);

    @Test
    void beginsWithTenSegmentsAndDoublesInEachRoundTrip() {
        assertThat(cubic.window()).isEqualTo(10 * SEGMENT);
        roundTrip(FIFTY_MS);
        assertThat(cubic.window()).isEqualTo(20 * SEGMENT);
        assertThat(cubic.isSlowStart()).isTrue();
    }

    @Test
    void aLossLeavesSevenTenths() {
        roundTrip(FIFTY_MS);
        cubic.lost();
        assertThat(cubic.window()).isEqualTo(14 * SEGMENT);
        assertThat(cubic.isSlowStart()).isFalse();
    }

    /** Method: 4.2: from 0.7 W_max on it takes K = cbrt(0.3 W_max / C) seconds until the window is W_max again. */
    @Test
    void afterALossItIsBackAfterTheTimeOfTheRfc() {
        while (cubic.window() < 1_280 * SEGMENT) roundTrip(FIFTY_MS);
        double most = cubic.window() / (double) SEGMENT;
        cubic.lost();
        long lostAt = now;
        double k = Math.cbrt(0.3 * most / 0.4);

        while (cubic.window() < 0.99 * most * SEGMENT) roundTrip(FIFTY_MS);

        // 99 % of it is there where C (t - K)^3 = - 1 % of W_max; the target lies one round trip ahead.
        double expected = k - Math.cbrt(0.01 * most / 0.4);
        assertThat((now - lostAt) / 1e9).isCloseTo(expected, within(0.1 * k));
    }

    @Test
    void whereRenoWouldBeFasterItIsAsFast() {
        while (cubic.window() < 40 * SEGMENT) roundTrip(TimeUnit.MILLISECONDS.toNanos(1));
        cubic.lost();
        long window = cubic.window();

        for (int i = 0; i < 10; i++) roundTrip(TimeUnit.MILLISECONDS.toNanos(1));

        // 4.3: alpha = 0.53 segments for each round trip; the cubic function alone would give nothing within 10 ms.
        assertThat(cubic.window() - window).isBetween(4L * SEGMENT, 7L * SEGMENT);
    }

    @Test
    void aSecondLossBeforeItIsBackGivesWay() {
        while (cubic.window() < 100 * SEGMENT) roundTrip(FIFTY_MS);
        cubic.lost();
        long window = cubic.window();
        cubic.lost();
        assertThat(cubic.window()).isEqualTo((long) (window * 0.7));
    }

    @Test
    void aLossThatWasNoneIsTakenBack() {
        roundTrip(FIFTY_MS);
        long window = cubic.window();
        cubic.lost();
        cubic.nothingLost();
        assertThat(cubic.window()).isEqualTo(window);
        assertThat(cubic.isSlowStart()).isTrue();
    }

    @Test
    void aTimeoutLeavesTheLeastAndIsNotTakenBack() {
        for (int i = 0; i < 5; i++) roundTrip(FIFTY_MS);
        cubic.timedOut();
        cubic.nothingLost();
        assertThat(cubic.window()).isEqualTo(4 * SEGMENT);
        assertThat(cubic.isSlowStart()).isTrue();
    }

    @Test
    void itNeverFallsBelowTheLeastNorGrowsForEver() {
        for (int i = 0; i < 50; i++) cubic.lost();
        assertThat(cubic.window()).isEqualTo(4 * SEGMENT);
        for (int i = 0; i < 100_000; i++) {
            now += FIFTY_MS;
            cubic.acknowledged(100 * SEGMENT, now, FIFTY_MS);
        }
        assertThat(cubic.window()).isEqualTo(8 << 20);
    }
}
