package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osier.core.node.rules.DoubleDial.Candidate;

/** Goal: of two links between the same two nodes exactly one stays, and only its losing dialer closes the other. */
class DoubleDialTest {
    /** A link as one side sees it. */
    private record Seen(String name, String scheme, boolean dialledByMe, boolean carriedBothWays, long age)
            implements Candidate {}

    @Test
    void theDialOfTheHigherIdStaysAndTheLowerDialerClosesItsOwn() {
        var mine = new Seen("mine", "tcp", true, true, 1);
        var theirs = new Seen("theirs", "tcp", false, true, 2);

        assertThat(DoubleDial.toClose(false, List.of(mine, theirs))).containsExactly(mine);
        assertThat(DoubleDial.toClose(true, List.of(mine, theirs))).isEmpty();
    }

    @Test
    void nothingIsClosedBeforeTheWinnerCarriedAFrameBothWays() {
        var mine = new Seen("mine", "tcp", true, true, 1);
        var theirs = new Seen("theirs", "tcp", false, false, 2);

        assertThat(DoubleDial.toClose(false, List.of(mine, theirs))).isEmpty();
    }

    @Test
    void linksOfDifferentSchemesDoNotCompete() {
        var tcp = new Seen("tcp", "tcp", true, true, 1);
        var ws = new Seen("ws", "ws", false, true, 2);

        assertThat(DoubleDial.toClose(false, List.of(tcp, ws))).isEmpty();
    }

    @Test
    void ofTwoLinksByTheSameDialerTheNewerStays() {
        var old = new Seen("old", "tcp", true, true, 1);
        var fresh = new Seen("fresh", "tcp", true, true, 2);

        assertThat(DoubleDial.toClose(true, List.of(old, fresh))).containsExactly(old);
        assertThat(DoubleDial.toClose(false, List.of(old, fresh))).containsExactly(old);
    }

    @Test
    void theOtherDialersSpareLinkIsItsOwnToClose() {
        var old = new Seen("old", "tcp", false, true, 1);
        var fresh = new Seen("fresh", "tcp", false, true, 2);

        assertThat(DoubleDial.toClose(true, List.of(old, fresh))).isEmpty();
    }

    /**
     * Method: both sides apply the rule in any order to what they see, until nothing changes; one link must be left.
     */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6", "7", "8"})
    void bothSidesAlwaysEndWithTheSameSingleLink(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int links = 1 + random.nextInt(4);
            var dialledByHigher = new ArrayList<Boolean>();
            for (int i = 0; i < links; i++) dialledByHigher.add(random.nextBoolean());
            var open = new ArrayList<Integer>();
            for (int i = 0; i < links; i++) open.add(i);
            boolean changed = true;
            while (changed) {
                changed = false;
                for (boolean higher :
                        random.nextBoolean() ? new boolean[] {true, false} : new boolean[] {false, true}) {
                    var seen = open.stream()
                            .map(i -> new Seen("" + i, "tcp", dialledByHigher.get(i) == higher, true, i))
                            .toList();
                    for (var loser : DoubleDial.toClose(higher, seen)) {
                        assertThat(loser.dialledByMe()).as("seed %d", seed).isTrue();
                        open.remove(Integer.valueOf(loser.name()));
                        changed = true;
                    }
                }
            }
            assertThat(open).as("seed %d", seed).hasSize(1);
            if (dialledByHigher.contains(true))
                assertThat(dialledByHigher.get(open.get(0))).isTrue();
        }
    }
}
