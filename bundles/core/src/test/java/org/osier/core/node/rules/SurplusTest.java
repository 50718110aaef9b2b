package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.core.node.rules.Surplus.Linked;
import org.osier.core.node.rules.Surplus.Marks;

/** Goal: a node parts with those alone whom it has above its wish and can do without. */
class SurplusTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_000 * SECOND;
    private static final Marks MARKS = new Marks(10, 15);

    private final Surplus surplus = new Surplus(new Random(1));

    private static List<Linked<Integer>> all(int count, IntFunction<Linked<Integer>> one) {
        var all = new ArrayList<Linked<Integer>>();
        for (int i = 0; i < count; i++) all.add(one.apply(i));
        return all;
    }

    private static Linked<Integer> idle(int peer) {
        return new Linked<>(peer, 0, 0, false, false);
    }

    private List<Integer> due(List<Linked<Integer>> all) {
        return surplus.due(all, MARKS, NOW);
    }

    @ParameterizedTest
    @CsvSource({"100, 50, 75", "10, 8, 8", "2, 8, 8", "16, 8, 12", "100000, 50000, 75000"})
    void marksAreHalfAndThreeQuartersOfThePlacesAndNeverBelowAFew(int connections, int low, int high) {
        assertThat(Marks.of(connections)).isEqualTo(new Marks(low, high));
    }

    @Test
    void nothingHappensUpToTheHighMark() {
        assertThat(due(all(15, SurplusTest::idle))).isEmpty();
    }

    /** Method: who is named goes at once; it goes on below the high mark and ends at the low one. */
    @Test
    void aboveTheHighMarkAFewGoAtATimeUntilTheLowMark() {
        int left = 17;
        var gone = new ArrayList<Integer>();
        for (int i = 0; i < 10; i++) {
            int parted = due(all(left, SurplusTest::idle)).size();
            gone.add(parted);
            left -= parted;
        }
        assertThat(gone).startsWith(4, 3, 0).endsWith(0);
        assertThat(left).isEqualTo(MARKS.low());
        assertThat(due(all(14, SurplusTest::idle)))
                .as("above the low mark again")
                .isEmpty();
    }

    @Test
    void whoIsYoungHasSpokenOrIsHeldStays() {
        long young = NOW - Surplus.GRACE_NANOS + 1;
        long lately = NOW - Surplus.QUIET_NANOS + 1;
        var all = all(30, i -> switch (i % 5) {
            case 0 -> new Linked<>(i, young, young, false, false);
            case 1 -> new Linked<>(i, 0, lately, false, false);
            case 2 -> new Linked<>(i, 0, 0, false, true);
            case 3 -> new Linked<>(i, 0, 0, true, true);
            default -> idle(i);
        });
        var parted = new HashSet<Integer>();
        for (int i = 0; i < 100; i++) parted.addAll(due(all));
        assertThat(parted).containsExactlyInAnyOrder(4, 9, 14, 19, 24, 29);
    }

    @Test
    void whoeverIsWorthKeepingStaysAlsoWhenNobodyElseIsLeft() {
        assertThat(due(all(99, i -> new Linked<>(i, 0, 0, false, true)))).isEmpty();
    }

    @Test
    void whoWasOnlyVisitedGoesEarlier() {
        long ago = NOW - Surplus.VISIT_NANOS;
        assertThat(due(all(16, i -> new Linked<>(i, ago, ago, true, false)))).hasSize(4);
        assertThat(due(all(16, i -> new Linked<>(i, ago, ago, false, false)))).isEmpty();
        assertThat(due(all(16, i -> new Linked<>(i, ago, ago + 1, true, false))))
                .isEmpty();
    }

    /** Method: of twenty each is chosen about as often as any other, over two thousand seeds. */
    @Test
    void chanceDecidesWhoGoes() {
        var chosen = new int[20];
        for (int seed = 0; seed < 2_000; seed++) {
            for (int peer : new Surplus(new Random(seed)).due(all(20, SurplusTest::idle), MARKS, NOW)) chosen[peer]++;
        }
        for (int times : chosen) assertThat(times).isBetween(300, 500);
    }
}
