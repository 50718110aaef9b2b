package org.osier.membership.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;

/** A member that lies, forges, floods: what we hold stays right and bounded, and members are still found. */
class HostileSynchroniserTest {
    private static final NodeId EVIL = Ring.id(666);

    private final Ring ring = new Ring();
    private final Synchroniser a = ring.member(1);

    private void push(NodeRecord record) {
        Ring.pushes(true, record).forEach(frame -> ring.frame(EVIL, a, frame));
    }

    private List<NodeRecord> others() {
        return a.records(ring.now()).stream()
                .filter(r -> !r.id().equals(Ring.id(1)))
                .toList();
    }

    private void assertRefused(Counted why, NodeRecord record) {
        var before = a.records(ring.now());
        long counted = a.tally().of(why);
        push(record);
        assertThat(a.tally().of(why)).isEqualTo(counted + 1);
        assertThat(a.records(ring.now())).isEqualTo(before);
    }

    // --- records

    @Test
    void whatIsForgedAlteredStrangeOrOutOfTimeIsCountedAndNotHeld() throws Exception {
        push(Sample.record(7, 5));
        assertRefused(Counted.FORGED, Sample.of(8).forged());
        assertRefused(Counted.FORGED, Sample.of(7).serial(6).forged());
        var altered = Sample.record(9, 1).bytes();
        altered[1 + 35 + 3 + 5] ^= 1; // in its link key
        push(NodeRecord.parse(altered));
        assertThat(others()).hasSize(1);
        assertRefused(Counted.FOREIGN, Sample.of(8).tag("otherone".getBytes()).sign());
        assertRefused(Counted.STALE, Sample.record(7, 4));
        assertRefused(Counted.EXPIRED, Sample.of(8).valid(Duration.ofMinutes(1)).sign());
        assertRefused(
                Counted.FUTURE, Sample.of(8).issued(Sample.NOW.plusSeconds(61)).sign());
        push(Sample.of(8).issued(Sample.NOW.plusSeconds(59)).sign());
        assertThat(others()).hasSize(2);
    }

    @Test
    void whatIsNoRecordIsCounted() {
        ring.frame(EVIL, a, SyncForm.write(new SyncFrame.Push(true, List.of(new byte[300], new byte[1_100 - 300]))));
        assertThat(a.tally().of(Counted.MALFORMED)).isEqualTo(2);
    }

    /** Goal: no signature is looked at for what changes nothing. Method: count the looks. */
    @Test
    void whatIsKnownOrStaleCostsNoSignature() {
        push(Sample.record(7, 5));
        int before = ring.checker.checked();
        for (int i = 0; i < 100; i++) push(Sample.record(7, 5));
        push(Sample.record(7, 4));
        assertThat(ring.checker.checked()).isEqualTo(before);
        assertThat(a.tally().of(Counted.KNOWN)).isEqualTo(100);
    }

    // --- about ourselves

    @Test
    void whatOthersSayOfUsChangesNothing() {
        var own = Sample.of(1).serial(10).sign();
        a.own(own);
        assertRefused(Counted.STALE, Sample.record(1, 9));
        assertRefused(Counted.FORGED, Sample.of(1).serial(99).boot(9).forged());
        assertThat(ring.copied).isEmpty();
        assertRefused(Counted.COPIED, Sample.of(1).serial(99).boot(9).sign());
        assertThat(a.records(ring.now())).containsExactly(own);
        assertThat(ring.copied).hasSize(1).allMatch(Output.Copied::ours);
    }

    @Test
    void aDigestThatKnowsMoreOfUsThanWeDoIsNotBelieved() {
        var entry = new Entry(Ring.id(1), 99, 1);
        var section = new Section(Entry.bucket(entry.id()), false, false, List.of(entry));
        var answers = ring.ask(EVIL, a, SyncForm.write(new SyncFrame.Digest(4, List.of(section))));
        assertThat(answers).containsExactly(SyncForm.write(new SyncFrame.Answer(4, 1, List.of())));
    }

    // --- copied identities

    /** Goal: who has a copied key learns of it from peers. Method: a peer that holds the copy's newer record. */
    @Test
    void whoHasACopyIsToldByAPeerThatHoldsItsRecord() {
        var copy = Sample.of(1).serial(99).boot(9).sign();
        var b = ring.member(2);
        ring.give(b, List.of(copy));
        ring.link(1, 2);
        assertThat(ring.copied).singleElement().satisfies(found -> {
            assertThat(found.ours()).isTrue();
            assertThat(found.record()).isEqualTo(copy);
        });
        assertThat(a.records(ring.now())).contains(Sample.record(1, 1)).doesNotContain(copy);
    }

    @Test
    void aRecordOfOursThatComesRoundBeforeWeAreToldOfItIsNoCopy() {
        push(Sample.record(1, 2));
        assertThat(ring.copied).isEmpty();
        assertThat(a.tally().of(Counted.KNOWN)).isEqualTo(1);
    }

    @Test
    void aStartThatReturnsIsACopyAndIsNamedOnce() {
        push(Sample.of(7).serial(1).boot(100).sign());
        push(Sample.of(7).serial(2).boot(200).sign());
        assertThat(a.tally().of(Counted.COPIED)).isZero();
        push(Sample.of(7).serial(3).boot(100).sign());
        push(Sample.of(7).serial(4).boot(200).sign());
        assertThat(a.tally().of(Counted.COPIED)).isEqualTo(2);
        assertThat(ring.copied).hasSize(1).noneMatch(Output.Copied::ours);
        assertThat(ring.copied.get(0).record().name()).contains("node-7");
        assertThat(others()).extracting(NodeRecord::serial).containsExactly(4L);
    }

    @Test
    void oneSerialWithTwoContentsIsACopyAndAllHoldTheSameOne() {
        var one = Sample.of(7).serial(1).boot(100).sign();
        var two = Sample.of(7).serial(1).boot(200).sign();
        var b = ring.member(2);
        push(one);
        push(two);
        ring.frame(EVIL, b, Ring.pushes(true, two).get(0));
        ring.frame(EVIL, b, Ring.pushes(true, one).get(0));
        assertThat(a.tally().of(Counted.COPIED)).isEqualTo(1);
        assertThat(b.tally().of(Counted.COPIED)).isEqualTo(1);
        assertThat(b.records(ring.now())).containsAll(others());
    }

    @Test
    void manyRestartsAreNoCopy() {
        for (int i = 1; i <= 50; i++)
            push(Sample.of(7).serial(i).boot(1_000 + i).sign());
        assertThat(a.tally().of(Counted.COPIED)).isZero();
        assertThat(ring.copied).isEmpty();
    }

    @Test
    void namesOfCopiesAreSaidOnlySoOften() {
        for (int i = 0; i < 200; i++) {
            push(Sample.of(7_000 + i).serial(1).boot(1).sign());
            push(Sample.of(7_000 + i).serial(1).boot(2).sign());
        }
        assertThat(a.tally().of(Counted.COPIED)).isEqualTo(200);
        assertThat(ring.copied).hasSize(32);
    }

    // --- floods

    /** Goal: invented members displace each other and nobody else. Method: 10,000 of them, then 1,000 that are true. */
    @Test
    void tenThousandInventedMembersLeaveRoomForTheTrueOnes() {
        var known = Ring.others(100);
        ring.give(a, known);
        for (var frame : Ring.pushes(true, invented(10_000))) {
            ring.pass(Duration.ofMillis(100)); // as fast as it may
            ring.frame(EVIL, a, frame);
            assertThat(a.records(ring.now())).hasSizeLessThanOrEqualTo(RecordTable.MAX_RECORDS);
        }
        assertThat(others()).hasSize(RecordTable.MAX_RECORDS - 1).containsAll(known);
        assertThat(a.tally().of(Counted.NO_ROOM)).isPositive();

        var members = new ArrayList<NodeRecord>();
        for (int i = 0; i < 1_000; i++) members.add(Sample.record(3_000_000 + i, 1));
        var b = ring.member(2);
        ring.give(b, members);
        ring.link(1, 2);
        assertThat(others())
                .hasSize(RecordTable.MAX_RECORDS - 1)
                .containsAll(known)
                .containsAll(members);
    }

    private static NodeRecord[] invented(int count) {
        var all = new NodeRecord[count];
        for (int i = 0; i < count; i++) all[i] = Sample.record(5_000_000 + i, 1);
        return all;
    }

    @Test
    void aFloodIsCutToWhatAPeerMayBring() {
        Ring.pushes(true, invented(10_000)).forEach(frame -> ring.frame(EVIL, a, frame));
        assertThat(others()).hasSizeBetween(100, 1_000);
        assertThat(a.tally().of(Counted.TOO_FAST)).isPositive();
        ring.pass(Duration.ofSeconds(1));
        push(Sample.record(7, 1));
        assertThat(others()).extracting(NodeRecord::id).contains(Ring.id(7));
    }

    /** Goal: nobody makes us work more than he may. Method: compare and empty digests as fast as they can be said. */
    @Test
    void askingWithoutEndIsAnsweredOnlySoOften() {
        ring.give(a, Ring.others(1_000));
        var sections = new ArrayList<Section>();
        for (int i = 0; i < Sums.BUCKETS; i++) sections.add(new Section(i, false, false, List.of()));
        var digest = SyncForm.write(new SyncFrame.Digest(1, sections));
        for (int i = 0; i < 1_000; i++) ring.frame(EVIL, a, digest);
        assertThat(ring.sent.stream().mapToInt(f -> f.length).sum()).isLessThan(4_400_000);
        assertThat(a.tally().of(Counted.TOO_FAST)).isGreaterThan(800);
        ring.sent.clear();
        for (int i = 0; i < 1_000; i++) ring.frame(EVIL, a, SyncForm.write(new SyncFrame.Compare(i, 0)));
        assertThat(ring.sent).isEmpty();
    }

    // --- lies in an exchange

    /** Goal: a peer that never comes to an end does not keep us from others. Method: it answers each page with "nothing". */
    @Test
    void aPeerThatAnswersWithoutMovingIsLeft() {
        ring.give(a, Ring.others(500));
        var outputs = a.links(Set.of(EVIL), List.of(EVIL), ring.now());
        var compare = (SyncFrame.Compare) read(send(outputs));
        var sums = Sums.of(1, java.util.Collections.nCopies(Sums.BUCKETS, new long[] {1}));
        outputs = a.frame(
                EVIL, bytes(new SyncFrame.Fingerprints(compare.salt(), java.util.Optional.of(sums))), ring.now());
        int turns = 0;
        while (!outputs.isEmpty()) {
            assertThat(++turns).isLessThanOrEqualTo(512);
            assertThat(read(send(outputs))).isInstanceOf(SyncFrame.Digest.class);
            outputs = a.frame(EVIL, bytes(new SyncFrame.Answer(compare.salt(), 0, List.of())), ring.now());
        }
        var b = ring.member(2);
        ring.link(1, 2);
        assertThat(b.records(ring.now())).hasSize(502);
    }

    /** Goal: an answer cannot make us send for ever. Method: it wants the same 37 records after every page. */
    @Test
    void aPeerThatWantsWithoutEndGetsNoMoreThanItMay() {
        ring.give(a, Ring.others(500));
        var wanted = Ring.others(37).stream().map(NodeRecord::id).toList();
        var outputs = a.links(Set.of(EVIL), List.of(EVIL), ring.now());
        var salt = ((SyncFrame.Compare) read(send(outputs))).salt();
        var sums = Sums.of(1, java.util.Collections.nCopies(Sums.BUCKETS, new long[] {1}));
        outputs = a.frame(EVIL, bytes(new SyncFrame.Fingerprints(salt, java.util.Optional.of(sums))), ring.now());
        long bytes = 0;
        while (!outputs.isEmpty()) {
            outputs = a.frame(EVIL, bytes(new SyncFrame.Answer(salt, 0, wanted)), ring.now());
            bytes += outputs.stream()
                    .mapToLong(o -> ((Output.Send) o).frame().length)
                    .sum();
        }
        assertThat(bytes).isLessThan(5_000_000);
    }

    @Test
    void entriesThatAreNotTrueCostThePeerThatTellsThem() {
        var random = new Random(1);
        for (int round = 0; round < 1_000; round++) {
            var ids = new java.util.TreeSet<NodeId>();
            while (ids.size() < 20) {
                var id = new byte[32];
                random.nextBytes(id);
                id[0] = 6;
                ids.add(NodeId.of(id));
            }
            var entries = ids.stream().map(id -> new Entry(id, 1L << 47, 1)).toList();
            ring.frame(
                    EVIL,
                    a,
                    SyncForm.write(new SyncFrame.Digest(round, List.of(new Section(3, false, false, entries)))));
        }
        assertThat(others()).isEmpty();
        assertThat(a.tally().of(Counted.TOO_FAST)).isGreaterThan(500);
    }

    @Test
    void garbageIsCountedAndNothingElse() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 0) bytes[0] = (byte) random.nextInt(8);
            ring.frame(EVIL, a, bytes);
        }
        ring.frame(EVIL, a, new byte[65_514]);
        assertThat(others()).isEmpty();
        assertThat(a.tally().of(Counted.BAD_FRAME)).isPositive();
    }

    private static byte[] send(List<Output> outputs) {
        assertThat(outputs).isNotEmpty();
        return ((Output.Send) outputs.get(outputs.size() - 1)).frame();
    }

    private static ByteBuffer bytes(SyncFrame frame) {
        return ByteBuffer.wrap(SyncForm.write(frame));
    }

    private static SyncFrame read(byte[] frame) {
        try {
            return SyncForm.read(ByteBuffer.wrap(frame));
        } catch (BadFrameException e) {
            throw new AssertionError(e);
        }
    }
}
