package org.osier.core.session.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Goal: the timeout is that of RFC 6298. Method: its formulas by hand. */
class RoundTripTest {
    private final RoundTrip roundTrip = new RoundTrip();

    private static long ms(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    @Test
    void untilSomethingIsMeasuredItIsOneSecond() {
        assertThat(roundTrip.timeout()).isEqualTo(ms(1_000)); // 2.1
        assertThat(roundTrip.isMeasured()).isFalse();
    }

    @Test
    void theFirstMeasurementGivesThreeTimesItself() {
        roundTrip.measured(ms(400));
        assertThat(roundTrip.smoothed()).isEqualTo(ms(400)); // 2.2: SRTT = R, RTTVAR = R/2, RTO = SRTT + 4 RTTVAR
        assertThat(roundTrip.timeout()).isEqualTo(ms(1_200));
    }

    @Test
    void laterOnesAreSmoothed() {
        roundTrip.measured(ms(400));
        roundTrip.measured(ms(800));
        // 2.3: RTTVAR = 3/4 * 200 + 1/4 * |400 - 800| = 250, then SRTT = 7/8 * 400 + 1/8 * 800 = 450
        assertThat(roundTrip.smoothed()).isEqualTo(ms(450));
        assertThat(roundTrip.timeout()).isEqualTo(ms(450 + 4 * 250));
        assertThat(roundTrip.least()).isEqualTo(ms(400));
    }

    @Test
    void aSteadyShortOneDoesNotGoBelowTheLeast() {
        for (int i = 0; i < 100; i++) roundTrip.measured(ms(1));
        assertThat(roundTrip.timeout()).isEqualTo(ms(200));
    }

    @Test
    void eachTimeoutDoublesUpToTheLongestAndAMeasurementEndsThat() {
        roundTrip.measured(ms(100));
        assertThat(roundTrip.timeout()).isEqualTo(ms(300));
        roundTrip.timedOut();
        assertThat(roundTrip.timeout()).isEqualTo(ms(600)); // 5.5
        for (int i = 0; i < 100; i++) roundTrip.timedOut();
        assertThat(roundTrip.timeout()).isEqualTo(ms(4_000));
        roundTrip.measured(ms(100));
        assertThat(roundTrip.timeout()).isLessThanOrEqualTo(ms(300)); // 5.7
    }
}
