package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osier.core.node.rules.ConnectionLimits.Limits;

/** Goal: places are never more than the limits, and who proved itself never loses its own (WIRE.md, section 2). */
class ConnectionLimitsTest {
    private final ConnectionLimits<String> limits = new ConnectionLimits<>(new Limits(6, 4, 2));

    private void proved(String connection) {
        assertThat(limits.reserve(connection, connection).taken()).isTrue();
        limits.proved(connection);
    }

    @Test
    void ofOneSourceTheOldestUnprovedGoesForTheNew() {
        limits.reserve("a1", "a");
        limits.reserve("b1", "b");
        limits.reserve("a2", "a");
        assertThat(limits.reserve("a3", "a").evicted()).containsExactly("a1");
        assertThat(limits.reserve("a4", "a").evicted()).containsExactly("a2");
        assertThat(limits.size()).isEqualTo(3);
    }

    @Test
    void ofAllUnprovedTheOldestGoesForTheNew() {
        for (var name : new String[] {"a", "b", "c", "d"}) limits.reserve(name, name);
        assertThat(limits.reserve("e", "e").evicted()).containsExactly("a");
        assertThat(limits.size()).isEqualTo(4);
    }

    /** Goal: noise from the source of an honest one does not end its handshake. */
    @Test
    void whoseHandshakeIsUnderWayStaysWhereOthersOnlyCome() {
        limits.reserve("honest", "a");
        limits.knocked("honest");
        for (int i = 0; i < 20; i++) limits.reserve("noise " + i, "a");
        limits.proved("honest");
        assertThat(limits.reserve("next", "a").evicted()).doesNotContain("honest");

        limits.release("honest");
        limits.reserve("x", "b");
        limits.knocked("x");
        limits.reserve("y", "c");
        assertThat(limits.reserve("z", "d").evicted()).containsExactly("noise 19");
    }

    /** Goal: handshakes that are left undone cannot hold every place either. */
    @Test
    void whoeverIsMoreNumerousGivesAPlace() {
        var four = new ConnectionLimits<String>(new Limits(100, 4, 4));
        for (int i = 0; i < 4; i++) {
            four.reserve("undone " + i, "a");
            four.knocked("undone " + i);
        }
        assertThat(four.reserve("honest 1", "b").evicted()).containsExactly("undone 0");
        assertThat(four.reserve("honest 2", "b").evicted()).containsExactly("undone 1");
        assertThat(four.reserve("honest 3", "b").evicted()).containsExactly("honest 1");
    }

    @Test
    void whoProvedItselfIsNeverEvicted() {
        for (int i = 0; i < 5; i++) proved("p" + i);
        assertThat(limits.reserve("x", "x").evicted()).isEmpty();
        assertThat(limits.reserve("y", "y").evicted()).containsExactly("x");
        limits.proved("y");
        var verdict = limits.reserve("z", "z");
        assertThat(verdict.taken()).isFalse();
        assertThat(verdict.evicted()).isEmpty();
        limits.release("p3");
        assertThat(limits.reserve("z", "z").taken()).isTrue();
    }

    @Test
    void aDialTakesAPlaceThatNobodyUnprovedTakesAway() {
        for (int i = 0; i < 6; i++) assertThat(limits.reserveDialled("d" + i)).isTrue();
        assertThat(limits.reserveDialled("d6")).isFalse();
        assertThat(limits.reserve("x", "x").taken()).isFalse();
        limits.release("d0");
        assertThat(limits.reserveDialled("d6")).isTrue();
    }

    @Test
    void whoWasEvictedProvesItselfInVain() {
        limits.reserve("a1", "a");
        limits.reserve("a2", "a");
        limits.reserve("a3", "a");
        limits.proved("a1");
        limits.release("a1");
        assertThat(limits.size()).isEqualTo(2);
    }

    @Test
    void lowerLimitsKeepWhatIsThere() {
        for (int i = 0; i < 6; i++) proved("p" + i);
        limits.limits(new Limits(2, 1, 1));
        assertThat(limits.size()).isEqualTo(6);
        assertThat(limits.reserve("x", "x").taken()).isFalse();
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Limits(1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(100_001, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(10, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Limits(10, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Method: connections come, prove themselves and go by chance; evicted ones are gone at once, as far as limits go.
     */
    @Test
    void noOrderOfEventsBreaksALimit() {
        for (long seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var limits = new ConnectionLimits<Integer>(Limits.DEFAULT);
            var unproved = new ArrayDeque<Integer>();
            var proved = new ArrayList<Integer>();
            for (int i = 0; i < 2_000; i++) {
                int what = random.nextInt(10);
                if (what < 6) {
                    var verdict = limits.reserve(i, "source " + random.nextInt(6));
                    assertThat(unproved).as("seed %d", seed).containsAll(verdict.evicted());
                    unproved.removeAll(new HashSet<>(verdict.evicted()));
                    if (verdict.taken()) unproved.add(i);
                } else if (what < 8 && !unproved.isEmpty()) {
                    limits.proved(unproved.peek());
                    proved.add(unproved.remove());
                } else if (!proved.isEmpty()) {
                    limits.release(proved.remove(random.nextInt(proved.size())));
                }
                assertThat(limits.size()).as("seed %d", seed).isEqualTo(unproved.size() + proved.size());
                assertThat(limits.size()).as("seed %d", seed).isLessThanOrEqualTo(100);
                assertThat(unproved.size()).as("seed %d", seed).isLessThanOrEqualTo(32);
            }
        }
    }

    /** Goal: a link that only stands by never keeps anybody out, and nobody else goes for a stranger. */
    @Test
    void whatStandsByGivesItsPlaceWhenEveryOtherIsProved() {
        var few = new ConnectionLimits<String>(new ConnectionLimits.Limits(2, 2, 2));
        assertThat(few.hasRoomForStandby()).isTrue();
        assertThat(few.reserveDialled("carries")).isTrue();
        assertThat(few.hasRoomForStandby()).isFalse();
        assertThat(few.reserveDialled("stands by")).isTrue();

        assertThat(few.reserve("stranger", "one").taken()).isFalse();
        var verdict = few.reserve("stranger", "one", () -> Optional.of("stands by"));
        assertThat(verdict.taken()).isTrue();
        assertThat(verdict.evicted()).containsExactly("stands by");
        assertThat(few.size()).isEqualTo(2);

        assertThat(few.reserve("another", "two", () -> Optional.of("carries")).evicted())
                .as("the unproved one first")
                .containsExactly("stranger");
        few.proved("another");
        assertThat(few.reserveDialled("dialled", Optional::empty).taken()).isFalse();
        assertThat(few.reserveDialled("dialled", () -> Optional.of("another")).evicted())
                .containsExactly("another");
        assertThat(few.size()).isEqualTo(2);
    }
}
