package org.osier.core.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CounterMeaningTest {
    /** Short enough for one line of the doctor, and none says no more than the counter's name does. */
    @Test
    void everyCounterHasAMeaningThatFitsALine() {
        assertThat(CounterMeaning.byName().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Counter.values()).map(Counter::text).toList());
        CounterMeaning.byName()
                .forEach((name, meaning) ->
                        assertThat(meaning).as(name).hasSizeBetween(10, 72).isNotEqualTo(name));
    }
}
