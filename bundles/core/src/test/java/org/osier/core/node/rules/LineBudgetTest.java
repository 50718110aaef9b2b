package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: a log has room for what matters, whatever others do. */
class LineBudgetTest {
    private static final long MINUTE = 60_000_000_000L;

    private final LineBudget lines = new LineBudget();

    @ParameterizedTest
    @ValueSource(longs = {0, -MINUTE, Long.MAX_VALUE - 1})
    void aMinuteHasItsLinesAndTheRestIsSummedUp(long start) {
        for (int i = 0; i < LineBudget.LINES; i++)
            assertThat(lines.take(start + i)).isTrue();
        for (int i = 0; i < 1_000; i++) assertThat(lines.take(start + i)).isFalse();
        assertThat(lines.over(start + MINUTE - 1)).isZero();
        assertThat(lines.over(start + MINUTE)).isEqualTo(1_000);
        assertThat(lines.over(start + 2 * MINUTE)).isZero();
        assertThat(lines.take(start + 2 * MINUTE)).isTrue();
    }

    @Test
    void whatFitsIsNotSummedUp() {
        assertThat(lines.over(0)).isZero();
        lines.take(0);
        assertThat(lines.over(MINUTE)).isZero();
    }
}
