package org.osier.membership.crawl.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osier.crawl.CrawlPlan;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.crawl.CrawledNode;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.testkit.SampleRecord;

/**
 * Goal: whatever is answered, the bounds of a crawl hold, it ends, and nobody is verified who did not answer. Method: by
 * chance pages, refusals and silence, from nodes that are told of by chance; the seed is the name of the test.
 */
class CrawlChanceTest {
    private static final List<NodeRecord> NODES = IntStream.range(0, 200)
            .mapToObj(i -> SampleRecord.of(i, 1, URI.create("tcp://192.0.2.1:" + (i + 1))))
            .toList();

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theBoundsHoldWhateverIsAnswered(int seed) {
        var random = new Random(seed);
        var self = NODES.get(0).id();
        int depth = random.nextInt(6) - 1;
        var plan = CrawlPlan.from(self, Scope.LINKED).depth(depth).maxNodes(1 + random.nextInt(80));
        var crawl = new CrawlRules(plan, self, NODES.get(0));
        var underWay = new ArrayList<Ask>();
        var begun = new HashSet<NodeId>();
        var answered = new HashSet<NodeId>();
        long now = 0;
        int steps = 0;
        while (!crawl.done()) {
            assertThat(++steps).as("steps").isLessThan(200_000);
            for (var ask = crawl.next(now); ask.isPresent(); ask = crawl.next(now)) {
                underWay.add(ask.get());
                begun.add(ask.get().id());
            }
            assertThat(underWay.size()).isLessThanOrEqualTo(CrawlRules.PARALLEL);
            assertThat(crawl.size()).isLessThanOrEqualTo(plan.maxNodes());
            if (underWay.isEmpty()) now = Math.max(now, crawl.nextDue().orElseThrow());
            else now += answer(crawl, underWay.remove(random.nextInt(underWay.size())), random, answered, now);
        }
        var report = crawl.report(Duration.ZERO, false);
        assertThat(report.nodes()).hasSizeLessThanOrEqualTo(plan.maxNodes()).doesNotHaveDuplicates();
        assertThat(report.asked()).isEqualTo(begun.size());
        for (var node : report.nodes()) check(node, plan, self, begun, answered);
    }

    private static void check(CrawledNode node, CrawlPlan plan, NodeId self, Set<NodeId> begun, Set<NodeId> answered) {
        assertThat(node.verified())
                .isEqualTo(answered.contains(node.id()) || node.id().equals(self));
        if (begun.contains(node.id())) assertThat(plan.reaches(node.depth())).isTrue();
        else assertThat(plan.reaches(node.depth())).isFalse();
        assertThat(node.via().isEmpty()).isEqualTo(node.depth() == 0);
    }

    /** @return how long it took */
    private static long answer(CrawlRules crawl, Ask ask, Random random, Set<NodeId> answered, long now) {
        long took = random.nextInt(300_000_000);
        int what = random.nextInt(10);
        if (what == 0) {
            crawl.failed(ask.id(), false, "nobody", now + took);
            return took;
        }
        answered.add(ask.id());
        if (what == 1) {
            crawl.failed(ask.id(), true, "it does not understand", now + took);
        } else if (what == 2) {
            crawl.later(ask.id(), Duration.ofMillis(random.nextInt(70_000)), now + took);
        } else {
            var told = new ArrayList<Heard>();
            for (int i = random.nextInt(20); i > 0; i--) {
                told.add(new Heard(NODES.get(random.nextInt(NODES.size())), random.nextBoolean()));
            }
            Optional<NodeId> next = random.nextBoolean() ? Optional.empty() : Optional.of(ask.id());
            crawl.told(ask.id(), told, random.nextInt(3), next, now + took);
        }
        return took;
    }
}
