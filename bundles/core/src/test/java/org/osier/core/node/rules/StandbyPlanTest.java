package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osier.core.node.rules.DialPlan.Order;
import org.osier.node.NodeId;

/** Goal: a link stands by over another scheme, and the wish for it costs little where it cannot be had. */
class StandbyPlanTest {
    private static final long SECOND = 1_000_000_000L;
    private static final URI TCP = URI.create("tcp://one:1");
    private static final URI WS = URI.create("ws://one:2");
    private static final URI UDP = URI.create("udp://one:3");
    private static final NodeId X = NodeId.ofKey(new byte[32]);

    private final StandbyPlan plan = new StandbyPlan(new Random(1));
    private List<URI> addresses = List.of(TCP, WS, UDP);

    private List<URI> due(long now, int links) {
        return plan.due(now, links, id -> addresses, scheme -> !scheme.equals("udp")).stream()
                .map(Order::address)
                .toList();
    }

    @Test
    void whoDialledDialsTheOtherSchemeSoonAndOnce() {
        plan.linked(X, Set.of("tcp"), true, 0);
        assertThat(due(StandbyPlan.FIRST_NANOS - 1, 1)).isEmpty();
        assertThat(due(2 * SECOND, 1)).containsExactly(WS);
        assertThat(due(1_000 * SECOND, 1)).isEmpty();
        assertThat(plan.node(StandbyPlan.job(X))).contains(X);
    }

    @Test
    void whoWasDialledWaitsForTheOther() {
        plan.linked(X, Set.of("tcp"), false, 0);
        assertThat(due(StandbyPlan.SECOND_NANOS - 1, 1)).isEmpty();
        plan.linked(X, Set.of("tcp", "ws"), false, 5 * SECOND);
        assertThat(due(1_000 * SECOND, 1)).isEmpty();
    }

    @Test
    void nobodyIsDialledWhoIsNotLinkedOrWhenNoneIsWished() {
        plan.linked(X, Set.of("tcp"), true, 0);
        assertThat(due(100 * SECOND, 0)).isEmpty();
        plan.linked(X, Set.of(), true, 0);
        assertThat(due(100 * SECOND, 1)).isEmpty();
    }

    @Test
    void failuresMakeItRareAndItNeverEnds() {
        plan.linked(X, Set.of("tcp"), true, 0);
        int dials = 0;
        for (long now = 0; now < 3_600 * SECOND; now += SECOND) {
            for (var unused : due(now, 1)) {
                dials++;
                plan.failed(StandbyPlan.job(X), Redial.BACK_OFF, now);
            }
        }
        assertThat(dials).isBetween(8, 16);
    }

    @Test
    void aStandbyThatLeavesIsDialledAgainSoonAndOneThatWasRefusedIsNot() {
        plan.linked(X, Set.of("tcp"), true, 0);
        due(2 * SECOND, 1);
        plan.linked(X, Set.of("tcp", "ws"), true, 3 * SECOND);
        plan.linked(X, Set.of("tcp"), true, 100 * SECOND);
        plan.lost(X, Redial.AT_ONCE, 100 * SECOND);
        assertThat(due(101 * SECOND, 1)).containsExactly(WS);
        plan.failed(StandbyPlan.job(X), Redial.SLOWLY, 102 * SECOND);
        assertThat(due(130 * SECOND, 1)).isEmpty();
    }

    @Test
    void newAddressesAreLookedAtSoon() {
        addresses = List.of(TCP);
        plan.linked(X, Set.of("tcp"), true, 0);
        assertThat(due(10 * SECOND, 1)).isEmpty();
        addresses = List.of(TCP, WS);
        plan.lookAgain(X::equals, 11 * SECOND);
        assertThat(due(13 * SECOND, 1)).containsExactly(WS);
    }

    @Test
    void aThousandNodesAreNotDialledAtOnce() {
        IntStream.range(0, 1_000).forEach(i -> plan.linked(node(i), Set.of("tcp"), true, 0));
        assertThat(due(100 * SECOND, 1)).hasSize(StandbyPlan.MOST_AT_ONCE);
    }

    private static NodeId node(int number) {
        var bytes = new byte[32];
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> 8);
        return NodeId.of(bytes);
    }
}
