package org.osier.membership.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** Whom to link with. */
class LinkPlanTest {
    private static final List<NodeRecord> HUNDRED = Ring.others(100);

    private final LinkPlan plan = new LinkPlan(new Random(1));
    private long now = -1_000;

    private Set<NodeId> wanted(List<NodeRecord> others, Set<NodeId> peers, int links) {
        return plan.wanted(others, peers, links, now).stream()
                .map(NodeRecord::id)
                .collect(Collectors.toSet());
    }

    private static Set<NodeId> first(int count) {
        return HUNDRED.stream().limit(count).map(NodeRecord::id).collect(Collectors.toSet());
    }

    @Test
    void asManyAreWantedAsLinksAreMissing() {
        assertThat(wanted(HUNDRED, Set.of(), 24)).hasSize(24);
        assertThat(wanted(HUNDRED, first(10), 24)).hasSize(14).doesNotContainAnyElementsOf(first(10));
        assertThat(wanted(HUNDRED, first(24), 24)).isEmpty();
        assertThat(wanted(HUNDRED, first(50), 24)).isEmpty();
    }

    @Test
    void nobodyIsWantedIfNoLinksAre() {
        assertThat(wanted(HUNDRED, Set.of(), 0)).isEmpty();
    }

    @Test
    void neverDoMoreStandThanTheBound() {
        assertThat(wanted(Ring.others(1_000), Set.of(), 100_000)).hasSize(LinkPlan.MAX_STANDING);
    }

    @Test
    void whoStandsStaysUntilHeIsLinkedOrHasBeenTried() {
        var before = wanted(HUNDRED, Set.of(), 24);
        now += LinkPlan.TRIED.toNanos() - 1;
        assertThat(wanted(HUNDRED, Set.of(), 24)).isEqualTo(before);
        var one = before.iterator().next();
        assertThat(wanted(HUNDRED, Set.of(one), 24)).hasSize(23).doesNotContain(one);
    }

    /** Goal: those that nobody reaches do not stand in the way. Method: all but one are dead; it is tried in time. */
    @Test
    void whoIsNotReachedMakesRoomForOthers() {
        var tried = new HashSet<NodeId>();
        for (int i = 0; i < 5; i++) {
            tried.addAll(wanted(HUNDRED, Set.of(), 24));
            now += LinkPlan.TRIED.toNanos();
        }
        assertThat(tried).hasSizeGreaterThan(60);
        for (int i = 0; i < 20; i++) {
            tried.addAll(wanted(HUNDRED, Set.of(), 24));
            now += LinkPlan.TRIED.toNanos();
        }
        assertThat(tried).hasSize(100);
    }

    @Test
    void whoRestsReturnsWithANewRecordAndWithTime() {
        var two = HUNDRED.subList(0, 1);
        assertThat(wanted(two, Set.of(), 24)).hasSize(1);
        now += LinkPlan.TRIED.toNanos();
        assertThat(wanted(two, Set.of(), 24)).isEmpty();
        assertThat(wanted(List.of(Sample.record(1_000_000, 2)), Set.of(), 24)).hasSize(1);
        now += LinkPlan.TRIED.toNanos();
        assertThat(wanted(List.of(Sample.record(1_000_000, 2)), Set.of(), 24)).isEmpty();
        now += LinkPlan.REST.toNanos();
        assertThat(wanted(List.of(Sample.record(1_000_000, 2)), Set.of(), 24)).hasSize(1);
    }

    @Test
    void whoIsGoneIsNotWanted() {
        wanted(HUNDRED, Set.of(), 24);
        assertThat(wanted(List.of(), Set.of(), 24)).isEmpty();
    }

    @Test
    void itTellsWhenItWantsToBeAskedAgain() {
        assertThat(plan.due(42)).isEqualTo(42);
        wanted(HUNDRED, Set.of(), 24);
        assertThat(plan.due(Long.MAX_VALUE))
                .isEqualTo(now + Duration.ofSeconds(30).toNanos());
    }
}
