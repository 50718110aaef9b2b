package org.osier.discovery.seeds.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.osier.discovery.seeds.rules.MeetingBook.Verdict;
import org.osier.node.BadRecordException;
import org.osier.node.NodeRecord;
import org.osier.node.Records;
import org.osier.testkit.SampleRecord;

/** Goal: of what lies at a rendezvous counts what its member sealed and signed, for as long as it says. */
class MeetingReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final NodeRecord SELF = record(1, 1);

    private final MeetingReader reader = new MeetingReader(SELF.id());
    private final MeetingPlace place = MeetingPlace.now(
                    context -> {
                        var key = new byte[32];
                        Arrays.fill(key, (byte) Arrays.hashCode(context));
                        return List.of(key);
                    },
                    NOW.toEpochMilli())
            .get(0);
    private Records verifier = NodeRecord::parse;

    private static NodeRecord record(long seed, long serial) {
        return SampleRecord.of(seed, serial, NOW.minusSeconds(60), DAY, URI.create("tcp://192.0.2.1:" + (1 + seed)));
    }

    private Answer.Entry entry(NodeRecord record, Instant sealed, int seconds) {
        var slot = place.slot(record.id());
        return new Answer.Entry(slot, place.seal(slot, record.bytes(), sealed.toEpochMilli(), seconds, new Random(1)));
    }

    private Verdict on(NodeRecord record, Instant sealed, Instant now) {
        return reader.on(place, entry(record, sealed, 3_600), verifier, now);
    }

    private List<Long> serials(Instant now) {
        return reader.book().valid(now).stream()
                .map(met -> met.record().serial())
                .toList();
    }

    @Test
    void theNewestRecordOfEachCountsAndOursIsNobody() {
        assertThat(on(SELF, NOW, NOW)).isEqualTo(Verdict.OURS);
        assertThat(on(record(2, 5), NOW, NOW)).isEqualTo(Verdict.NEW);
        assertThat(on(record(2, 5), NOW, NOW)).isEqualTo(Verdict.KNOWN);
        assertThat(on(record(2, 4), NOW, NOW)).isEqualTo(Verdict.STALE);
        assertThat(serials(NOW)).containsExactly(5L);
        assertThat(on(record(2, 6), NOW, NOW)).isEqualTo(Verdict.NEW);
        assertThat(serials(NOW)).containsExactly(6L);
    }

    /** Goal: whatever a service says of ages, nobody stands longer than he said himself. */
    @Test
    void itCountsForAsLongAsItsMemberSealedIt() {
        on(record(2, 1), NOW, NOW);
        assertThat(serials(NOW.plusSeconds(3_599))).hasSize(1);
        assertThat(serials(NOW.plusSeconds(3_600))).isEmpty();
        assertThat(on(record(2, 1), NOW, NOW.plusSeconds(3_600))).isEqualTo(Verdict.EXPIRED);
        assertThat(on(record(2, 1), NOW.plusSeconds(61), NOW)).isEqualTo(Verdict.SKEWED);

        on(record(3, 1), NOW, NOW);
        on(record(3, 1), NOW.plusSeconds(1_800), NOW.plusSeconds(1_800));
        on(record(3, 1), NOW, NOW.plusSeconds(1_800));
        assertThat(serials(NOW.plusSeconds(5_399))).as("sealed anew").hasSize(1);
        assertThat(serials(NOW.plusSeconds(5_400))).isEmpty();
    }

    @Test
    void itDoesNotCountBeyondItsRecord() {
        var brief = SampleRecord.of(2, 1, NOW, Duration.ofSeconds(100));
        on(brief, NOW, NOW);
        assertThat(serials(NOW.plusSeconds(99))).hasSize(1);
        assertThat(serials(NOW.plusSeconds(100))).isEmpty();
    }

    @Test
    void whatIsNotSignedOrLiesInAnotherSlotDoesNotCount() {
        var right = entry(record(2, 1), NOW, 3_600);
        var foreign = new Answer.Entry(new byte[16], right.sealed());
        assertThat(reader.on(place, foreign, verifier, NOW)).isEqualTo(Verdict.FOREIGN);
        var slot = place.slot(SELF.id());
        var misplaced = new Answer.Entry(
                slot, place.seal(slot, record(2, 1).bytes(), NOW.toEpochMilli(), 3_600, new Random(1)));
        assertThat(reader.on(place, misplaced, verifier, NOW)).isEqualTo(Verdict.MISPLACED);
        var nonsense =
                new Answer.Entry(slot, place.seal(slot, new byte[300], NOW.toEpochMilli(), 3_600, new Random(1)));
        assertThat(reader.on(place, nonsense, verifier, NOW)).isEqualTo(Verdict.REFUSED);
        verifier = bytes -> {
            throw new BadRecordException("not signed");
        };
        assertThat(on(record(2, 1), NOW, NOW)).isEqualTo(Verdict.REFUSED);
        assertThat(serials(NOW)).isEmpty();
    }

    /** Goal: a look each minute costs no signature each. Method: the verifier refuses the second time. */
    @Test
    void whatIsKnownByteForByteIsNotVerifiedAgain() {
        on(record(2, 1), NOW, NOW);
        verifier = bytes -> {
            throw new BadRecordException("asked again");
        };
        assertThat(on(record(2, 1), NOW, NOW)).isEqualTo(Verdict.KNOWN);
    }

    /** Method: 10,000 invented nodes of a member that has the keys. */
    @Test
    void noMoreAreKeptThanMayBe() {
        for (int i = 0; i < 10_000; i++) on(record(2 + i, 1), NOW, NOW);
        assertThat(reader.book().valid(NOW)).hasSize(MeetingBook.MOST);
        assertThat(reader.book().valid(NOW.plus(DAY))).isEmpty();
    }
}
