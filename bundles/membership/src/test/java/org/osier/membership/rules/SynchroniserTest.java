package org.osier.membership.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeRecord;

/** What members hold of each other after they have talked. */
class SynchroniserTest {
    private final Ring ring = new Ring();
    private final Synchroniser a = ring.member(1);
    private final Synchroniser b = ring.member(2);
    private final Synchroniser c = ring.member(3);

    private List<NodeRecord> held(Synchroniser member) {
        return member.records(ring.now());
    }

    private void assertSame(Synchroniser... members) {
        for (var member : members) assertThat(held(member)).containsExactlyElementsOf(held(members[0]));
    }

    // --- exchanges

    /** Goal: whoever comes gets everything over one link, whatever the size. Method: 4,000 records, an empty table. */
    @Test
    void whoeverComesGetsEverythingOverOneLink() {
        ring.give(b, Ring.others(4_000));
        ring.link(1, 2);
        assertThat(held(a)).hasSize(4_002);
        assertSame(a, b);
    }

    @Test
    void whoeverComesBringsEverythingOverOneLink() {
        ring.give(a, Ring.others(4_000));
        ring.link(1, 2);
        assertThat(held(b)).hasSize(4_002);
        assertSame(a, b);
    }

    @Test
    void bothGetWhatTheOtherHasAndTheNewerOfWhatBothHave() {
        var all = Ring.others(600);
        ring.give(a, all.subList(0, 400));
        ring.give(b, all.subList(200, 600));
        var newer = Sample.of(1_000_000 + 300).serial(7).sign();
        ring.give(a, List.of(newer));
        ring.give(b, List.of(Sample.of(1_000_000 + 301).serial(9).sign()));
        ring.link(1, 2);
        assertThat(held(a)).hasSize(602).contains(newer);
        assertSame(a, b);
    }

    @Test
    void twoThatHoldTheSameSaySoInTwoSmallFrames() {
        ring.give(a, Ring.others(1_000));
        ring.give(b, Ring.others(1_000));
        ring.link(1, 2);
        ring.sent.clear();
        ring.link(1, 2);
        ring.run(Duration.ofMinutes(1));
        assertThat(ring.sent).isNotEmpty().allMatch(frame -> frame.length <= 17);
    }

    @Test
    void oneDifferenceAmongAThousandCostsLittle() {
        ring.give(a, Ring.others(1_000));
        ring.give(b, Ring.others(1_000));
        ring.link(1, 2);
        ring.quiet(b);
        ring.give(b, List.of(Sample.of(1_000_000).serial(2).sign()));
        ring.sent.clear();
        ring.link(1, 2);
        assertSame(a, b);
        assertThat(ring.sent.stream().mapToInt(f -> f.length).sum()).isLessThan(3_000);
    }

    /** Goal: a bucket that no frame can hold is told in pages. Method: 100 ids that begin alike. */
    @Test
    void aCrowdedBucketIsToldInPages() {
        var crowd = new ArrayList<NodeRecord>();
        for (long seed = 2_000_000; crowd.size() < 100; seed++) {
            var record = Sample.record(seed, 1);
            if (Entry.bucket(record.id()) == 5) crowd.add(record);
        }
        ring.give(a, crowd.subList(0, 70));
        ring.give(b, crowd.subList(30, 100));
        ring.link(1, 2);
        assertThat(held(a)).hasSize(102);
        assertSame(a, b);
    }

    @Test
    void anExchangeWithoutAnAnswerEndsAndTheNextOneMakesItGood() {
        ring.give(b, Ring.others(50));
        a.links(java.util.Set.of(Ring.id(2)), List.of(Ring.id(2)), ring.now()); // its first frame is lost
        ring.link(1, 2);
        assertThat(held(a)).hasSize(1);
        ring.run(Duration.ofMinutes(1));
        assertSame(a, b);
    }

    /** Whoever answers keeps nothing, so nothing that is said out of turn has any effect. */
    @Test
    void answersThatNobodyWaitsForChangeNothing() {
        ring.link(1, 2);
        ring.frame(Ring.id(2), a, SyncForm.write(new SyncFrame.Fingerprints(42, java.util.Optional.empty())));
        ring.frame(Ring.id(2), a, SyncForm.write(new SyncFrame.Answer(42, 3, List.of(Ring.id(1)))));
        assertThat(a.tally().of(Counted.UNASKED)).isEqualTo(2);
    }

    // --- news

    @Test
    void aNewRecordGoesOnThroughMembersInBetween() {
        ring.link(1, 2);
        ring.link(2, 3);
        ring.run(Duration.ofMinutes(1));
        var record = Sample.record(7, 1);
        ring.act(Ring.id(1), a.peerRecord(record, ring.now()));
        ring.run(Duration.ofMillis(200));
        assertThat(held(c)).contains(record);
        assertSame(a, b, c);
    }

    @Test
    void aRecordGoesToEachPeerOnceAndNeverBack() {
        ring.link(1, 2);
        ring.link(2, 3);
        ring.link(3, 1);
        ring.run(Duration.ofSeconds(1));
        ring.sent.clear();
        ring.frame(Ring.id(2), a, Ring.pushes(true, Sample.record(7, 1)).get(0));
        ring.run(Duration.ofMillis(500));
        // From a to c alone, since b brought it; c tells b, who did not hear of it yet, and b tells a then.
        assertThat(ring.sent(6)).hasSizeBetween(1, 3);
        ring.sent.clear();
        ring.frame(Ring.id(2), a, Ring.pushes(true, Sample.record(7, 1)).get(0));
        ring.run(Duration.ofMillis(500));
        assertThat(ring.sent(6)).isEmpty();
    }

    /** Goal: whoever comes late does not make everybody talk. Method: what is old and was asked for goes no further. */
    @Test
    void whatAnExchangeBringsIsNoNewsUnlessItIsYoung() {
        ring.link(1, 3);
        ring.give(b, Ring.others(300));
        ring.sent.clear();
        ring.link(1, 2);
        ring.pass(Duration.ofMillis(60));
        ring.act(Ring.id(1), a.tick(ring.now()));
        assertThat(held(a)).hasSize(303);
        assertThat(ring.sent(6)).isEmpty();
    }

    @Test
    void severalNewsTravelInOneFrame() {
        ring.link(1, 2);
        ring.run(Duration.ofSeconds(1));
        ring.sent.clear();
        for (int i = 0; i < 4; i++) ring.act(Ring.id(1), a.peerRecord(Sample.record(70 + i, 1), ring.now()));
        ring.run(Duration.ofMillis(200));
        assertThat(ring.sent(6)).hasSizeLessThanOrEqualTo(2);
        assertThat(held(b)).hasSize(6);
    }

    // --- time

    @Test
    void whatHasExpiredIsHeldAndHandedOnByNobody() {
        ring.give(
                a,
                List.of(Sample.of(7)
                        .issued(Sample.NOW)
                        .valid(Duration.ofMinutes(1))
                        .sign()));
        assertThat(held(a)).hasSize(2);
        ring.pass(Duration.ofMinutes(1));
        assertThat(held(a)).hasSize(1);
        ring.link(1, 2);
        assertThat(held(b)).hasSize(2);
    }

    @Test
    void ourOwnRecordIsReplacedAndNeverDropped() {
        var own = Sample.of(1)
                .serial(5)
                .issued(Sample.NOW)
                .valid(Duration.ofSeconds(2))
                .sign();
        a.own(own);
        ring.pass(Duration.ofMinutes(5));
        assertThat(held(a)).containsExactly(own);
    }

    @Test
    void whoseTagDoesNotFitAnyMoreIsDropped() {
        ring.give(a, Ring.others(10));
        ring.checker.tag(new byte[8]);
        a.lookAgain();
        assertThat(held(a)).hasSize(1);
    }

    /** Goal: two halves that meet at one link are one soon. Method: five in a row, one link in the middle, at the end. */
    @Test
    void twoPartsThatMeetAreOneSoon() {
        ring.member(4);
        var e = ring.member(5);
        ring.link(1, 2);
        ring.link(2, 3);
        ring.link(4, 5);
        ring.link(3, 4);
        ring.run(Duration.ofMinutes(1));
        assertThat(held(e)).hasSize(5);
        assertSame(a, b, c, e);
    }
}
