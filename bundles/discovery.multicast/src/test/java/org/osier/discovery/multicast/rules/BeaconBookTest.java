package org.osier.discovery.multicast.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osier.discovery.Candidates;
import org.osier.discovery.multicast.rules.BeaconBook.Verdict;
import org.osier.node.NodeId;
import org.osier.testkit.SampleRecord;

/** Goal: each beacon counts once and soon, and a new node is answered, but not too often. */
class BeaconBookTest {
    private static final long NOW = 1_795_694_179_000L;
    private static final Duration LASTING = Duration.ofSeconds(105);

    private final BeaconBook book = new BeaconBook(id(1), LASTING);

    private static NodeId id(long seed) {
        return SampleRecord.of(seed, 1).id();
    }

    private Verdict on(long seed, long boot, long sequence, long ms, int flags, long now) {
        return book.on(new Beacon(id(seed), boot, sequence, ms, flags, List.of()), now);
    }

    private Verdict on(long seed, long sequence, long ms) {
        return on(seed, 1, sequence, ms, 0, ms);
    }

    @Test
    void aNewNodeIsAnsweredAKnownOneIsNot() {
        assertThat(on(2, 1, NOW)).isEqualTo(Verdict.NEW);
        assertThat(on(2, 2, NOW + 30_000)).isEqualTo(Verdict.KNOWN);
        assertThat(on(3, 1, NOW)).isEqualTo(Verdict.NEW);
    }

    @Test
    void ourOwnComesBackToUs() {
        assertThat(on(1, 1, NOW)).isEqualTo(Verdict.OURS);
    }

    @Test
    void anAnswerIsNotAnswered() {
        assertThat(on(2, 1, 1, NOW, Beacon.ANSWER, NOW)).isEqualTo(Verdict.KNOWN);
    }

    @Test
    void theSequenceMustRise() {
        on(2, 5, NOW);
        assertThat(on(2, 5, NOW)).isEqualTo(Verdict.REPEATED);
        assertThat(on(2, 4, NOW + 1)).isEqualTo(Verdict.REPEATED);
        assertThat(on(2, 6, NOW + 1)).isEqualTo(Verdict.KNOWN);
    }

    @Test
    void anotherStartBeginsAnewAndTheOneBeforeIsOver() {
        on(2, 1, 500, NOW, 0, NOW);
        assertThat(on(2, 2, 1, NOW + 20_000, 0, NOW + 20_000)).isEqualTo(Verdict.NEW);
        assertThat(on(2, 1, 501, NOW + 10_000, 0, NOW + 20_000)).isEqualTo(Verdict.REPEATED);
    }

    @Test
    void whoSaysGoodbyeIsGoneAndNewWhenItReturnsButAnsweredOnceInTenSeconds() {
        on(2, 1, NOW);
        assertThat(on(2, 1, 2, NOW + 1_000, Beacon.GOODBYE, NOW + 1_000)).isEqualTo(Verdict.GONE);
        assertThat(on(2, 3, NOW + 2_000)).isEqualTo(Verdict.KNOWN);
        on(2, 1, 4, NOW + 9_000, Beacon.GOODBYE, NOW + 9_000);
        assertThat(on(2, 5, NOW + 10_000)).isEqualTo(Verdict.NEW);
    }

    @Test
    void whoWasSilentForLongIsNewAgain() {
        on(2, 1, NOW);
        assertThat(on(2, 2, NOW + LASTING.toMillis() + 1)).isEqualTo(Verdict.NEW);
    }

    @Test
    void aClockMayBeAMinuteOffAndNoMore() {
        for (long skew : new long[] {-60_000, 60_000})
            assertThat(on(2 + skew, 1, 1, NOW + skew, 0, NOW)).isEqualTo(Verdict.NEW);
        for (long skew : new long[] {-60_001, 60_001, Long.MIN_VALUE, Long.MAX_VALUE, NOW + Long.MIN_VALUE})
            assertThat(on(9, 1, 1, skew, 0, NOW)).isEqualTo(Verdict.SKEWED);
    }

    /** Goal: a member that invents nodes takes no more room than this, and what it invented is forgotten. */
    @Test
    void noMoreThanSoManyAreKnown() {
        for (int i = 0; i < Candidates.MAX_STANDING; i++) on(100 + i, 1, NOW);
        assertThat(on(2, 1, NOW)).isEqualTo(Verdict.TOO_MANY);
        assertThat(on(100, 2, NOW + 1)).isEqualTo(Verdict.KNOWN);
        assertThat(on(2, 1, NOW + 121_000)).isEqualTo(Verdict.NEW);
    }
}
