package org.osier.transport.emulator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osier.transport.emulator.rules.Opening.Step;

class OpeningTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final Impairments LATE = new Impairments(0, 10 * MS, 0, 0, 0, 0, 0, Partition.NONE);

    private final Opening opening = new Opening(new SplittableRandom(1), 5_000 * MS);

    @Test
    void aDialTakesOneRoundTrip() {
        assertThat(opening.next(LATE, 0)).isEqualTo(Step.WAIT);
        assertThat(opening.waitNanos()).isEqualTo(20 * MS);
        assertThat(opening.next(LATE, 20 * MS)).isEqualTo(Step.DIAL);
    }

    @Test
    void withoutAnImpairmentItDialsAtOnce() {
        assertThat(opening.next(Impairments.NONE, 0)).isEqualTo(Step.DIAL);
    }

    @Test
    void aPartitionIsTriedAgainUntilTheTimeIsUp() {
        var silent = Impairments.NONE.with(Partition.SILENT);
        long now = 0;
        int tries = 0;
        for (; opening.next(silent, now) == Step.WAIT; tries++) now += opening.waitNanos();
        assertThat(tries).isEqualTo(3); // at 0, 1 and 3 s; the last wait ends at the deadline
        assertThat(now).isEqualTo(5_000 * MS);
        assertThat(opening.next(silent, now)).isEqualTo(Step.TIMEOUT);
    }

    @Test
    void aPartitionThatHealsInTimeLetsTheDialThrough() {
        assertThat(opening.next(Impairments.NONE.with(Partition.DEAF), 0)).isEqualTo(Step.WAIT);
        assertThat(opening.next(Impairments.NONE, 1_000 * MS)).isEqualTo(Step.DIAL);
    }

    @Test
    void aCutCableHasNoRoute() {
        assertThat(opening.next(Impairments.NONE.with(Partition.CUT), 0)).isEqualTo(Step.NO_ROUTE);
    }

    /** Goal: there and back again both count. Method: the share of dials that get through at once, with half lost. */
    @Test
    void aLostPacketCostsASecond() {
        var half = new Impairments(0.5, 0, 0, 0, 0, 0, 0, Partition.NONE);
        var random = new SplittableRandom(2);
        int atOnce = 0;
        for (int i = 0; i < 10_000; i++) {
            var one = new Opening(random, 5_000 * MS);
            if (one.next(half, 0) == Step.DIAL) atOnce++;
            else assertThat(one.waitNanos()).isEqualTo(1_000 * MS);
        }
        assertThat(atOnce).isBetween(2_300, 2_700);
    }
}
