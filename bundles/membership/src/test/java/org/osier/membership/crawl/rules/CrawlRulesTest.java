package org.osier.membership.crawl.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.osier.crawl.CrawlPlan;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.crawl.CrawledNode;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.testkit.SampleRecord;

/** Whom a crawl asks, what it makes of what it is told, and when it ends. */
class CrawlRulesTest {
    private static final NodeId SELF = id(0);
    private static final CrawlPlan FAR = CrawlPlan.from(SELF, Scope.LINKED).depth(CrawlPlan.UNLIMITED);
    private static final Optional<NodeId> ALL = Optional.empty();

    private long now;

    private static NodeRecord record(int node) {
        return SampleRecord.of(node, 1, URI.create("tcp://192.0.2.1:" + (7_000 + node)));
    }

    private static NodeId id(int node) {
        return record(node).id();
    }

    private static List<Heard> heard(int... nodes) {
        return Arrays.stream(nodes).mapToObj(n -> new Heard(record(n), true)).toList();
    }

    private static CrawlRules crawl(CrawlPlan plan) {
        return new CrawlRules(plan, SELF, record(0));
    }

    private NodeId next(CrawlRules crawl) {
        return crawl.next(now).orElseThrow().id();
    }

    private List<NodeId> allNext(CrawlRules crawl) {
        var asked = new ArrayList<NodeId>();
        for (var ask = crawl.next(now); ask.isPresent(); ask = crawl.next(now))
            asked.add(ask.get().id());
        return asked;
    }

    private static CrawledNode node(CrawlRules crawl, int node) {
        return crawl.report(Duration.ZERO, false).nodes().stream()
                .filter(n -> n.id().equals(id(node)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theStartIsAskedFirstAndThenWhomItTellsOf() {
        var crawl = crawl(FAR);
        var first = crawl.next(now).orElseThrow();
        assertThat(first.id()).isEqualTo(SELF);
        assertThat(first.question()).isEqualTo(new Question(Scope.LINKED, 64, Question.BEGINNING));
        assertThat(crawl.next(now)).isEmpty();
        crawl.told(SELF, heard(1, 2), 0, ALL, now);
        var second = crawl.next(now).orElseThrow();
        assertThat(second.id()).isEqualTo(id(1));
        assertThat(second.addresses()).containsExactly(URI.create("tcp://192.0.2.1:7001"));
        assertThat(next(crawl)).isEqualTo(id(2));
        assertThat(crawl.done()).isFalse();
    }

    @Test
    void whoIsNearerIsAskedFirst() {
        var crawl = crawl(FAR);
        next(crawl);
        crawl.told(SELF, heard(IntStream.rangeClosed(1, 10).toArray()), 0, ALL, now);
        assertThat(allNext(crawl))
                .hasSize(CrawlRules.PARALLEL)
                .startsWith(id(1))
                .endsWith(id(8));
        crawl.told(id(1), heard(20), 0, ALL, now);
        crawl.told(id(2), heard(30), 0, ALL, now);
        crawl.told(id(3), heard(), 0, ALL, now);
        assertThat(allNext(crawl)).containsExactly(id(9), id(10), id(20));
        assertThat(node(crawl, 20).depth()).isEqualTo(2);
        assertThat(node(crawl, 20).via()).contains(id(1));
    }

    @Test
    void nodesThatTellOfEachOtherAreAskedOnce() {
        var crawl = crawl(FAR);
        int asked = 0;
        for (var ask = crawl.next(now); ask.isPresent(); ask = crawl.next(now)) {
            crawl.told(ask.get().id(), heard(0, 1, 2, 3), 0, ALL, now);
            asked++;
        }
        assertThat(asked).isEqualTo(4);
        assertThat(crawl.done()).isTrue();
        var report = crawl.report(Duration.ofMillis(5), false);
        assertThat(report.nodes()).hasSize(4).allMatch(CrawledNode::verified);
        assertThat(report.asked()).isEqualTo(4);
        assertThat(report.answered()).as("this node's own answer is no news").isEqualTo(3);
        assertThat(report.capReached()).isFalse();
    }

    @Test
    void whoAnswersIsVerifiedAndWhoIsOnlyToldOfIsHearsay() {
        var crawl = crawl(FAR.depth(1));
        next(crawl);
        crawl.told(SELF, heard(1, 2, 3), 0, ALL, now);
        allNext(crawl);
        crawl.told(id(1), heard(4), 0, ALL, now);
        crawl.failed(id(2), false, "OSIER-113 refused", now);
        crawl.failed(id(3), true, "OSIER-301 no handler", now);
        assertThat(crawl.done()).as("4 is too far away").isTrue();
        assertThat(node(crawl, 1).verified()).isTrue();
        assertThat(node(crawl, 2).verified()).isFalse();
        assertThat(node(crawl, 2).why()).isEqualTo("OSIER-113 refused");
        assertThat(node(crawl, 3).verified()).as("it said so itself").isTrue();
        assertThat(node(crawl, 4).verified()).isFalse();
        assertThat(node(crawl, 4).why()).isEqualTo("not asked, too far away");
        assertThat(crawl.report(Duration.ZERO, false).answered()).isEqualTo(1);
    }

    @Test
    void ofADepthOfNothingOnlyTheStartIsAsked() {
        var crawl = crawl(FAR.depth(0));
        next(crawl);
        crawl.told(SELF, heard(1, 2), 0, ALL, now);
        assertThat(crawl.next(now)).isEmpty();
        assertThat(crawl.done()).isTrue();
        assertThat(crawl.report(Duration.ZERO, false).nodes()).hasSize(3);
    }

    @Test
    void aShorterWayBringsSomebodyWithinReach() {
        var crawl = crawl(FAR.depth(1));
        next(crawl);
        crawl.told(SELF, heard(1), 0, Optional.of(id(1)), now);
        assertThat(allNext(crawl)).containsExactly(SELF, id(1));
        crawl.told(id(1), heard(7), 0, ALL, now);
        assertThat(crawl.next(now)).isEmpty();
        crawl.told(SELF, heard(7), 0, ALL, now);
        assertThat(next(crawl)).isEqualTo(id(7));
        assertThat(node(crawl, 7).depth()).isEqualTo(1);
    }

    @Test
    void theNewestRecordCounts() {
        var crawl = crawl(FAR);
        next(crawl);
        var newer = SampleRecord.of(1, 9, URI.create("tcp://192.0.2.9:1"));
        crawl.told(SELF, List.of(new Heard(newer, false), new Heard(record(1), true)), 0, ALL, now);
        assertThat(crawl.next(now).orElseThrow().addresses()).isEqualTo(newer.addresses());
        assertThat(node(crawl, 1).linked()).isTrue();
    }

    @Test
    void pagesAreAskedForOneAfterTheOther() {
        var crawl = crawl(FAR);
        next(crawl);
        crawl.told(SELF, heard(1), 0, Optional.of(id(1)), now);
        var again = crawl.next(now).orElseThrow();
        assertThat(again.id()).isEqualTo(SELF);
        assertThat(again.question().after()).isEqualTo(id(1));
        assertThat(crawl.report(Duration.ZERO, false).asked()).isEqualTo(1);
    }

    @Test
    void theCapHoldsAtEveryInsert() {
        var crawl = crawl(FAR.maxNodes(10));
        next(crawl);
        crawl.told(SELF, heard(IntStream.rangeClosed(1, 64).toArray()), 0, ALL, now);
        assertThat(crawl.size()).isEqualTo(10);
        assertThat(crawl.report(Duration.ZERO, false).capReached()).isTrue();
    }

    /** Goal: nobody crowds the others out, however much he invents. */
    @Test
    void whoToldOfMostGivesRoomToOthers() {
        var crawl = crawl(FAR.maxNodes(23));
        next(crawl);
        crawl.told(SELF, heard(1, 2), 0, ALL, now);
        allNext(crawl);
        crawl.told(id(1), heard(IntStream.range(100, 160).toArray()), 0, ALL, now);
        assertThat(crawl.size()).isEqualTo(23);
        crawl.told(id(2), heard(IntStream.range(200, 230).toArray()), 0, ALL, now);
        assertThat(crawl.size()).isEqualTo(23);
        var nodes = crawl.report(Duration.ZERO, false).nodes();
        assertThat(nodes.stream().filter(n -> n.via().equals(Optional.of(id(1)))))
                .hasSize(10);
        assertThat(nodes.stream().filter(n -> n.via().equals(Optional.of(id(2)))))
                .hasSize(10);
    }

    /** Goal: a liar who names somebody first does not decide over him. */
    @Test
    void whoIsToldOfByTwoStaysWhenTheOneHasToGiveRoom() {
        var crawl = crawl(FAR.maxNodes(13));
        next(crawl);
        crawl.told(SELF, heard(1, 2, 3), 0, ALL, now);
        allNext(crawl);
        crawl.told(id(1), heard(100, 101, 102, 103, 104, 105, 106, 107, 50), 0, ALL, now);
        crawl.told(id(2), heard(50), 0, ALL, now);
        crawl.told(id(3), heard(60, 61, 62), 0, ALL, now);
        assertThat(crawl.report(Duration.ZERO, false).nodes())
                .extracting(CrawledNode::id)
                .contains(id(50), id(60), id(61), id(62))
                .hasSize(13);
    }

    @Test
    void onceAnInventionWasNotThereAllOthersComeFirst() {
        var crawl = crawl(FAR);
        next(crawl);
        crawl.told(SELF, heard(1, 2), 0, ALL, now);
        allNext(crawl);
        crawl.told(id(1), heard(IntStream.range(100, 140).toArray()), 0, ALL, now);
        assertThat(allNext(crawl)).containsExactly(id(100), id(101));
        crawl.failed(id(100), false, "nobody", now);
        crawl.told(id(2), heard(200, 201), 0, ALL, now);
        assertThat(allNext(crawl)).containsExactly(id(200), id(201), id(102));
    }

    @Test
    void ofWhoHasProvedNothingYetTwoAreAskedAtOnceAndMoreWithEachThatIsThere() {
        var crawl = crawl(FAR);
        next(crawl);
        crawl.told(SELF, heard(1), 0, ALL, now);
        next(crawl);
        crawl.told(id(1), heard(IntStream.range(100, 140).toArray()), 0, ALL, now);
        assertThat(allNext(crawl)).hasSize(2);
        crawl.told(id(100), heard(), 0, ALL, now);
        assertThat(allNext(crawl)).hasSize(2);
        crawl.failed(id(101), true, "it does not understand", now);
        assertThat(allNext(crawl)).hasSize(2);
        crawl.failed(id(102), false, "nobody", now);
        assertThat(allNext(crawl)).hasSize(1);
    }

    @Test
    void noMoreAreUnderWayThanMayBe() {
        var crawl = crawl(FAR);
        next(crawl);
        crawl.told(SELF, heard(IntStream.rangeClosed(1, 64).toArray()), 0, ALL, now);
        assertThat(allNext(crawl)).hasSize(CrawlRules.PARALLEL);
        crawl.told(id(1), heard(), 0, ALL, now);
        assertThat(allNext(crawl)).hasSize(1);
    }

    @Test
    void whoPutsUsOffIsAskedAgainWhenItSaysButNotForEver() {
        var crawl = crawl(FAR);
        next(crawl);
        crawl.told(SELF, heard(1), 0, ALL, now);
        for (int i = 0; i < CrawlRules.MAX_PUT_OFF; i++) {
            assertThat(next(crawl)).isEqualTo(id(1));
            crawl.later(id(1), Duration.ofMinutes(1), now);
            assertThat(crawl.next(now)).isEmpty();
            assertThat(crawl.done()).isFalse();
            assertThat(crawl.nextDue()).hasValue(now + CrawlRules.MAX_PAUSE.toNanos());
            now += CrawlRules.MAX_PAUSE.toNanos();
        }
        assertThat(next(crawl)).isEqualTo(id(1));
        crawl.later(id(1), Duration.ofMillis(1), now);
        assertThat(crawl.done()).isTrue();
        assertThat(node(crawl, 1).why()).startsWith("OSIER-305 put us off");
        assertThat(node(crawl, 1).verified()).isTrue();
    }

    @Test
    void pagesWithoutAnEndHaveOne() {
        var crawl = crawl(FAR.maxNodes(100));
        next(crawl);
        crawl.told(SELF, heard(1), 0, ALL, now);
        int pages = 0;
        for (var ask = crawl.next(now); ask.isPresent() && ask.get().id().equals(id(1)); ask = crawl.next(now)) {
            crawl.told(id(1), heard(7), 0, Optional.of(id(8)), now);
            pages++;
        }
        assertThat(pages).isEqualTo(100);
        assertThat(crawl.report(Duration.ZERO, false).capReached()).isTrue();
    }

    @Test
    void whoTellsNothingThatHoldsIsNotAskedOn() {
        var crawl = crawl(FAR);
        next(crawl);
        crawl.told(SELF, heard(1), 0, ALL, now);
        next(crawl);
        crawl.told(id(1), heard(), 64, Optional.of(id(8)), now);
        assertThat(crawl.done()).isTrue();
        assertThat(crawl.report(Duration.ZERO, false).dropped()).isEqualTo(64);
    }

    /** Goal: those who trickle do not hold the others up. Method: eight who took a second for their first page. */
    @Test
    void whoIsSlowWithHisPagesWaitsUntilNobodyElseIsLeft() {
        var crawl = crawl(FAR);
        next(crawl);
        crawl.told(SELF, heard(IntStream.rangeClosed(1, 9).toArray()), 0, ALL, now);
        allNext(crawl);
        now += Duration.ofSeconds(2).toNanos();
        crawl.told(id(1), heard(50), 0, Optional.of(id(50)), now);
        assertThat(next(crawl)).isEqualTo(id(9));
        crawl.told(id(9), heard(60), 0, ALL, now);
        assertThat(next(crawl)).as("of somebody else").isIn(id(50), id(60));
    }

    @Test
    void whatIsLeftAtTheDeadlineSaysSo() {
        var crawl = crawl(FAR);
        next(crawl);
        crawl.told(SELF, heard(IntStream.rangeClosed(1, 9).toArray()), 0, ALL, now);
        allNext(crawl);
        var report = crawl.report(Duration.ofSeconds(30), true);
        assertThat(report.deadlineReached()).isTrue();
        assertThat(report.nodes())
                .extracting(CrawledNode::why)
                .contains("did not tell all before the deadline", "not asked before the deadline");
    }
}
