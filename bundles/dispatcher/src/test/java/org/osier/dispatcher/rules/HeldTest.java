package org.osier.dispatcher.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeId;

/** Goal: whoever waits for a handler is told once, when there is news or when the wait is over. */
class HeldTest {
    private final NodeId alpha = NodeId.of(new byte[32]);
    private final Held held = new Held();
    private final List<String> told = new ArrayList<>();

    private void tell(long now) {
        held.due(now).forEach(Runnable::run);
    }

    @Test
    void eachIsToldWhenItsWaitIsOver() {
        held.add(alpha, 0, () -> told.add("first"), Long.MAX_VALUE);
        held.add(alpha, 1, () -> told.add("second"), Long.MIN_VALUE + 9); // a clock that runs over

        assertThat(held.nextDue()).hasValue(Long.MAX_VALUE);
        tell(Long.MAX_VALUE - 1);
        assertThat(told).isEmpty();
        tell(Long.MAX_VALUE);
        assertThat(told).containsExactly("first");
        tell(Long.MIN_VALUE + 9);
        tell(Long.MIN_VALUE + 100);
        assertThat(told).containsExactly("first", "second");
        assertThat(held.nextDue()).isEmpty();
    }

    @Test
    void newsMakeAllDue() {
        held.add(alpha, 0, () -> told.add("first"), 100);
        held.add(alpha, 1, () -> told.add("second"), 200);
        held.news(5);
        assertThat(held.nextDue()).hasValue(5);
        tell(5);
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void aStreamHasOneWishTheLatest() {
        for (int i = 0; i < 1_000; i++) held.add(alpha, 3, () -> told.add("again"), i);
        tell(10_000);
        assertThat(told).hasSize(1);
    }

    @Test
    void afterTheEndNobodyIsTold() {
        held.add(alpha, 0, () -> told.add("late"), 0);
        held.clear();
        tell(10);
        assertThat(told).isEmpty();
    }
}
