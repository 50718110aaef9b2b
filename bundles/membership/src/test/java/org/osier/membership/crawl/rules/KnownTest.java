package org.osier.membership.crawl.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.osier.crawl.CrawlPlan.Scope;
import org.osier.mesh.Peer;
import org.osier.mesh.PeerState;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.testkit.SamplePeer;
import org.osier.testkit.SampleRecord;

/** Whom a node tells of, and on which page. */
class KnownTest {
    private static final NodeId SELF = SampleRecord.of(0, 1).id();
    private static final Instant NOW = Instant.now();

    @Test
    void peersAreToldAsLinkedWhileTheyAreAndOthersByTheirRecords() {
        var linked = SampleRecord.of(1, 1);
        var lost = SampleRecord.of(2, 1);
        var stranger = SampleRecord.of(3, 1);
        var far = SampleRecord.of(4, 1);
        var peers = List.<Peer>of(
                SamplePeer.of(linked, PeerState.ALIVE),
                SamplePeer.of(lost, PeerState.SUSPECT),
                SamplePeer.of(stranger, PeerState.PENDING));
        assertThat(Known.of(SELF, peers, List.of(far, linked), NOW))
                .containsExactlyInAnyOrder(new Known(linked, true), new Known(lost, false), new Known(far, false));
    }

    @Test
    void aPeerThatHasSentNoRecordCannotBeToldOf() {
        assertThat(Known.of(SELF, List.of(SamplePeer.named("silent")), List.of(), NOW))
                .isEmpty();
    }

    @Test
    void theNewestRecordIsToldAndNeitherOurOwnNorOneThatHasExpired() {
        var old = SampleRecord.of(1, 1);
        var newer = SampleRecord.of(1, 2);
        var expired = SampleRecord.of(5, 1, NOW.minusSeconds(7_200), Duration.ofHours(1));
        var told = Known.of(
                SELF,
                List.of(SamplePeer.of(old, PeerState.ALIVE)),
                List.of(newer, expired, SampleRecord.of(0, 1)),
                NOW);
        assertThat(told).containsExactly(new Known(newer, true));
    }

    /** Goal: page after page everybody is told once, in order. Method: 200 nodes, pages of 64. */
    @Test
    void pagesTogetherTellEverybodyOnce() throws Exception {
        var all = new ArrayList<Known>();
        for (int i = 1; i <= 200; i++) all.add(new Known(SampleRecord.of(i, 1), i % 2 == 0));
        for (var scope : Scope.values()) {
            var told = new ArrayList<NodeId>();
            var next = Optional.of(Question.BEGINNING);
            int pages = 0;
            while (next.isPresent()) {
                var question = new Question(scope, 64, next.get());
                var page = (Answer.Page) Answer.read(Known.page(all, question).bytes(), question);
                for (var entry : page.entries())
                    told.add(NodeRecord.parse(entry.bytes()).id());
                next = page.next();
                pages++;
            }
            assertThat(told).hasSize(scope == Scope.LINKED ? 100 : 200).isEqualTo(List.copyOf(new TreeSet<>(told)));
            assertThat(pages).isEqualTo(scope == Scope.LINKED ? 2 : 4);
        }
    }

    @Test
    void aPageThatIsJustFullIsTheLastOne() {
        var all = new ArrayList<Known>();
        for (int i = 1; i <= 64; i++) all.add(new Known(SampleRecord.of(i, 1), true));
        assertThat(Known.page(all, new Question(Scope.LINKED, 64, Question.BEGINNING))
                        .next())
                .isEmpty();
    }
}
