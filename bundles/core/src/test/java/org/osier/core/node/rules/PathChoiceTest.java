package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.node.rules.PathChoice.Choice;
import org.osier.core.node.rules.PathChoice.Reason;

/** Goal: the best link carries, and none is left for another without a reason that lasts. */
class PathChoiceTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final long UNKNOWN = PathChoice.UNKNOWN;

    private record Seen(String scheme, boolean reliable, long age, long since, long roundTrip, boolean leaving)
            implements PathChoice.Way {}

    private final PathChoice choice = new PathChoice();

    private static Seen tcp(long age) {
        return new Seen("tcp", true, age, 0, UNKNOWN, false);
    }

    private static Seen ws(long age) {
        return new Seen("ws", true, age, 0, UNKNOWN, false);
    }

    private static Seen udp(long age) {
        return new Seen("udp", false, age, 0, UNKNOWN, false);
    }

    private static Seen quick(Seen way, long roundTrip) {
        return new Seen(way.scheme(), way.reliable(), way.age(), way.since(), roundTrip, way.leaving());
    }

    private static Seen leaving(Seen way) {
        return new Seen(way.scheme(), way.reliable(), way.age(), way.since(), way.roundTrip(), true);
    }

    private Optional<Choice<Seen>> choose(@Nullable Seen carrier, long now, Seen... ways) {
        return choice.choose(List.of(ways), carrier, List.of(), now);
    }

    @Test
    void theFirstLinkCarries() {
        assertThat(choose(null, 0, udp(1))).contains(new Choice<>(udp(1), Reason.FIRST));
        assertThat(choose(udp(1), 0, udp(1))).isEmpty();
    }

    @Test
    void ofEqualsTheOneThatCarriesStays() {
        assertThat(choose(tcp(1), 100 * SECOND, tcp(1), ws(2))).isEmpty();
        assertThat(choose(ws(2), 100 * SECOND, tcp(1), ws(2))).isEmpty();
    }

    @Test
    void aNewerLinkOfTheSameSchemeTakesOverAtOnce() {
        assertThat(choose(tcp(1), 0, tcp(1), tcp(3), ws(2))).contains(new Choice<>(tcp(3), Reason.NEWER));
    }

    @Test
    void aReliableLinkTakesOverOnceItHasStoodForAWhile() {
        var tcp = new Seen("tcp", true, 2, 10 * SECOND, UNKNOWN, false);
        assertThat(choose(udp(1), 10 * SECOND + PathChoice.SETTLE_NANOS - 1, udp(1), tcp))
                .isEmpty();
        assertThat(choose(udp(1), 10 * SECOND + PathChoice.SETTLE_NANOS, udp(1), tcp))
                .contains(new Choice<>(tcp, Reason.RELIABLE));
        assertThat(choose(tcp, 100 * SECOND, udp(1), tcp)).isEmpty();
    }

    @Test
    void whatTheOperatorPrefersCountsMoreThanAnythingElse() {
        var ways = List.of(tcp(1), ws(2), udp(3));
        assertThat(choice.choose(ways, tcp(1), List.of("udp", "ws"), 10 * SECOND))
                .contains(new Choice<>(udp(3), Reason.PREFERRED));
        assertThat(choice.choose(ways, udp(3), List.of("udp", "ws"), 20 * SECOND))
                .isEmpty();
        assertThat(choice.choose(List.of(tcp(1), ws(2)), udp(3), List.of("udp", "ws"), 30 * SECOND))
                .contains(new Choice<>(ws(2), Reason.LEFT));
    }

    @Test
    void aShorterRoundTripCountsWhenItIsClearAndNothingMovedForAMinute() {
        var slow = quick(tcp(1), 20 * MS);
        choose(null, 0, slow);
        assertThat(choose(slow, PathChoice.HOLD_NANOS - 1, slow, quick(ws(2), 5 * MS)))
                .isEmpty();
        assertThat(choose(slow, PathChoice.HOLD_NANOS, slow, quick(ws(2), 15 * MS)))
                .as("not to seven tenths")
                .isEmpty();
        assertThat(choose(quick(tcp(1), MS / 2), PathChoice.HOLD_NANOS, quick(tcp(1), MS / 2), quick(ws(2), MS / 10)))
                .as("less than a millisecond")
                .isEmpty();
        assertThat(choose(slow, PathChoice.HOLD_NANOS, slow, ws(2)))
                .as("nothing is known of it")
                .isEmpty();
        assertThat(choose(slow, PathChoice.HOLD_NANOS, slow, quick(ws(2), 14 * MS)))
                .contains(new Choice<>(quick(ws(2), 14 * MS), Reason.QUICKER));
    }

    @Test
    void aQuickLinkThatLosesMessagesIsNotTakenForAReliableOne() {
        var slow = quick(tcp(1), 20 * MS);
        assertThat(choose(slow, 1_000 * SECOND, slow, quick(udp(2), MS))).isEmpty();
    }

    @Test
    void whenTheCarrierIsGoneTheBestOfTheOthersCarriesAtOnce() {
        assertThat(choose(tcp(1), 0, udp(2), ws(3))).contains(new Choice<>(ws(3), Reason.LEFT));
        assertThat(choose(tcp(1), 0, udp(2))).contains(new Choice<>(udp(2), Reason.LEFT));
    }

    @Test
    void aLinkWhoseTransportGoesCarriesOnlyWhileThereIsNoOther() {
        var going = leaving(tcp(1));
        assertThat(choose(going, 0, going)).isEmpty();
        assertThat(choose(going, 0, going, ws(2))).contains(new Choice<>(ws(2), Reason.LEFT));
        assertThat(choose(ws(2), 1_000 * SECOND, going, ws(2))).isEmpty();
        assertThat(choose(null, 0, going)).contains(new Choice<>(going, Reason.FIRST));
    }

    @Test
    void aSchemeWhoseLinksBreakIsTrustedLaterEachTime() {
        choice.broke("tcp", SECOND);
        assertThat(choose(udp(1), PathChoice.FLAP_FIRST_NANOS - 1, udp(1), tcp(2)))
                .isEmpty();
        assertThat(choose(udp(1), PathChoice.FLAP_FIRST_NANOS, udp(1), tcp(2))).isPresent();
        choice.broke("tcp", SECOND);
        assertThat(choose(udp(1), PathChoice.FLAP_FIRST_NANOS, udp(1), tcp(2))).isEmpty();
        for (int i = 0; i < 100; i++) choice.broke("tcp", SECOND);
        assertThat(choose(udp(1), PathChoice.FLAP_LAST_NANOS, udp(1), tcp(2))).isPresent();
        choice.broke("tcp", PathChoice.STEADY_NANOS);
        assertThat(choose(udp(1), PathChoice.SETTLE_NANOS, udp(1), tcp(2))).isPresent();
    }

    /** Method: links come, break and change their round trips by chance for an hour; a link is left for merits rarely. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itNeverGoesToAndFro(long seed) {
        var random = new Random(seed);
        var ways = new ArrayList<>(List.of(tcp(1), ws(2)));
        Seen carrier = null;
        int moves = 0;
        for (long now = 0; now < 3_600 * SECOND; now += SECOND) {
            ways.replaceAll(way -> quick(way, MS + random.nextLong(10 * MS)));
            var before = carrier;
            carrier = carrier == null
                    ? null
                    : ways.stream()
                            .filter(w -> w.age() == before.age())
                            .findFirst()
                            .orElse(null);
            var chosen = choice.choose(ways, carrier, List.of(), now);
            if (chosen.isPresent()) {
                assertThat(ways).contains(chosen.get().way());
                moves++;
                carrier = chosen.get().way();
            }
        }
        assertThat(moves).isBetween(1, 61);
    }
}
