package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osier.core.node.rules.DoorBudget.Size;

/** Goal: no source and no crowd of sources costs a node more handshakes than it said. */
class DoorBudgetTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private long now = Long.MAX_VALUE - 100 * SECOND; // a clock that wraps is a clock
    private final DoorBudget budget = new DoorBudget(new Size(50, 10, 5, 2), now);

    private int taken(String source, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) if (budget.take(source, now)) taken++;
        return taken;
    }

    @Test
    void aSourceGetsItsBurstAndThenItsShareOfEachSecond() {
        assertThat(taken("a", 100)).isEqualTo(5);
        now += SECOND;
        assertThat(taken("a", 100)).isEqualTo(2);
        now += 60 * SECOND;
        assertThat(taken("a", 100)).isEqualTo(5);
    }

    @Test
    void oneSourceThatIsEmptyTakesNothingFromOthers() {
        assertThat(taken("a", 1_000_000)).isEqualTo(5);
        for (int i = 0; i < 9; i++) assertThat(taken("b" + i, 5)).isEqualTo(5);
    }

    @Test
    void manySourcesTogetherGetNoMoreThanAll() {
        int all = 0;
        for (int i = 0; i < 1_000; i++) all += taken("s" + i, 5);
        assertThat(all).isEqualTo(50);
        now += SECOND;
        all = 0;
        for (int i = 0; i < 1_000; i++) all += taken("s" + i, 5);
        assertThat(all).isEqualTo(10);
    }

    /** Goal: who was turned away because of others has lost none of its own. */
    @Test
    void whoIsTurnedAwayForOthersKeepsItsOwn() {
        for (int i = 0; i < 10; i++) taken("s" + i, 5);
        assertThat(taken("late", 100)).isZero();
        now += SECOND / 2;
        assertThat(taken("late", 100)).isEqualTo(5);
    }

    @Test
    void nomoreSourcesAreRememberedThanTheLimit() {
        for (int i = 0; i < 3 * DoorBudget.MAX_SOURCES; i++) budget.take("s" + i, now);
        assertThat(budget.sources()).isEqualTo(DoorBudget.MAX_SOURCES);
    }

    @Test
    void anotherSizeCountsAtOnceAndTheSameSizeChangesNothing() {
        taken("a", 5);
        budget.size(new Size(50, 10, 5, 2));
        assertThat(taken("a", 5)).isZero();
        budget.size(new Size(50, 10, 7, 2));
        assertThat(taken("a", 100)).isEqualTo(7);
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Size(0, 1, 1, 1)).hasMessageContaining("handshakeBurst");
        assertThatThrownBy(() -> new Size(1, 100_001, 1, 1)).hasMessageContaining("handshakesPerSecond");
        assertThatThrownBy(() -> new Size(1, 1, 0, 1)).hasMessageContaining("handshakeBurstPerSource");
        assertThatThrownBy(() -> new Size(1, 1, 1, 0)).hasMessageContaining("handshakesPerSecondPerSource");
    }
}
