package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Goal: pauses are as long as they help. Method: the same story under many seeds, the range of its last pause. */
class PatienceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int ONE_ADDRESS = 1;

    private static LongSummaryStatistics pauses(ToLongFunction<Random> story) {
        return LongStream.range(0, 500)
                .map(seed -> story.applyAsLong(new Random(seed)))
                .summaryStatistics();
    }

    private static void assertRange(LongSummaryStatistics pauses, double fromSeconds, double toSeconds) {
        double width = toSeconds - fromSeconds;
        assertThat(pauses.getMin() / 1e9).isBetween(fromSeconds, fromSeconds + width / 10);
        assertThat(pauses.getMax() / 1e9).isBetween(toSeconds - width / 10, toSeconds);
    }

    @Test
    void whoRestartsIsTriedQuicklyForFiveSeconds() {
        assertRange(
                pauses(random -> {
                    var patience = new Patience();
                    assertThat(patience.linkLost(Redial.AT_ONCE, true, 0, random))
                            .isZero();
                    for (int i = 0; i < 10; i++) patience.dialFailed(Redial.BACK_OFF, ONE_ADDRESS, SECOND, random);
                    return patience.dialFailed(Redial.BACK_OFF, ONE_ADDRESS, 4 * SECOND, random);
                }),
                0.125,
                0.375);
    }

    @Test
    void whoDoesNotComeBackIsTriedMoreAndMoreSlowly() {
        assertRange(
                pauses(random -> {
                    var patience = new Patience();
                    patience.linkLost(Redial.AT_ONCE, true, 0, random);
                    for (int i = 0; i < 20; i++) patience.dialFailed(Redial.BACK_OFF, ONE_ADDRESS, i, random);
                    return patience.dialFailed(Redial.BACK_OFF, ONE_ADDRESS, Patience.QUICK_NANOS, random);
                }),
                0,
                1);
    }

    @Test
    void whoRestartsAgainAndAgainIsNotBelievedForEver() {
        var patience = new Patience();
        var random = new Random(1);
        for (int i = 0; i < Patience.MAX_FLAPS; i++) {
            assertThat(patience.linkLost(Redial.AT_ONCE, false, 0, random)).isZero();
        }
        assertThat(patience.linkLost(Redial.AT_ONCE, false, 0, random)).isPositive();
        assertThat(patience.linkLost(Redial.AT_ONCE, true, 0, random)).isZero();
    }

    @Test
    void eachHalfSecondForgivesALinkThatStoodBriefly() {
        var patience = new Patience();
        var random = new Random(1);
        for (int i = 0; i < Patience.MAX_FLAPS; i++) patience.linkLost(Redial.BACK_OFF, false, 0, random);
        for (int half = 1; half < 100; half++) {
            assertThat(patience.linkLost(Redial.BACK_OFF, false, half * SECOND / 2, random))
                    .isZero();
        }
        assertThat(patience.linkLost(Redial.BACK_OFF, false, 99 * SECOND / 2, random))
                .isPositive();
    }

    @Test
    void whoeverLetsGoAgainAndAgainIsDialledWhenOneMoreIsForgiven() {
        assertRange(
                pauses(random -> {
                    var patience = new Patience();
                    for (int i = 0; i < Patience.MAX_FLAPS + 5; i++)
                        patience.linkLost(Redial.BACK_OFF, false, i, random);
                    return patience.linkLost(Redial.BACK_OFF, false, 6, random);
                }),
                1.5,
                3);
    }

    /** Goal: what follows the loss of a link is overcome quickly. A seed that was late to start is not held against it. */
    @Test
    void afterALinkItIsTriedQuicklyHoweverOftenItFailedBefore() {
        assertRange(
                pauses(random -> {
                    var patience = new Patience();
                    for (int i = 0; i < 10; i++) patience.dialFailed(Redial.BACK_OFF, ONE_ADDRESS, 0, random);
                    assertThat(patience.linkLost(Redial.BACK_OFF, false, 0, random))
                            .isZero();
                    return patience.dialFailed(Redial.BACK_OFF, ONE_ADDRESS, 0, random);
                }),
                0.125,
                0.375);
    }

    @Test
    void whoIsOverloadedIsLeftAloneForALittle() {
        assertRange(pauses(random -> new Patience().linkLost(Redial.SLOWLY, true, 0, random)), 0, 4);
        assertRange(pauses(random -> new Patience().dialFailed(Redial.SLOWLY, ONE_ADDRESS, 0, random)), 0, 4);
    }

    @Test
    void whoSaysNoIsLeftAloneForLongerAndLonger() {
        double[] minutes = {1, 2, 4, 8, 10, 10};
        for (int n = 1; n <= minutes.length; n++) {
            int times = n;
            var range = pauses(random -> {
                var patience = new Patience();
                for (int i = 1; i < times; i++) patience.dialFailed(Redial.LONG, ONE_ADDRESS, 0, random);
                return patience.dialFailed(Redial.LONG, ONE_ADDRESS, 0, random);
            });
            assertRange(range, minutes[n - 1] * 30, minutes[n - 1] * 60);
        }
        assertRange(pauses(random -> new Patience().linkLost(Redial.LONG, true, 0, random)), 30, 60);
    }

    @Test
    void anAddressOfNoUseCostsAMinuteOnceAllAddressesWereTried() {
        assertRange(
                pauses(random -> {
                    var patience = new Patience();
                    assertThat(patience.dialFailed(Redial.MINUTE, 2, 0, random)).isLessThanOrEqualTo(SECOND);
                    return patience.dialFailed(Redial.MINUTE, 2, 0, random);
                }),
                30,
                60);
    }

    @Test
    void aMinuteStaysAMinuteHoweverOftenItIsSaid() {
        assertRange(
                pauses(random -> {
                    var patience = new Patience();
                    for (int i = 0; i < 50; i++) patience.dialFailed(Redial.MINUTE, ONE_ADDRESS, 0, random);
                    return patience.dialFailed(Redial.MINUTE, ONE_ADDRESS, 0, random);
                }),
                30,
                60);
    }
}
