package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.discovery.Candidate;
import org.osier.discovery.Candidates;
import org.osier.node.NodeId;

/** Goal: what discoveries say together is dialled, whoever says it in whatever order, and never more than the bounds. */
class CandidateBookTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = Long.MAX_VALUE - SECOND; // a nanosecond clock may turn over
    private static final NodeId SELF = NodeId.ofKey(new byte[32]);
    private static final NodeId X = NodeId.of(new byte[32]);
    private static final URI ONE = URI.create("tcp://one:1");
    private static final URI TWO = URI.create("ws://two:2");

    private final CandidateBook<String> book = new CandidateBook<>(SELF);

    CandidateBookTest() {
        book.add("a");
        book.add("b");
    }

    private CandidateBook.Wishes wishes(long now) {
        return book.wishes(now, scheme -> !scheme.equals("none"));
    }

    private static URI address(int i) {
        return URI.create("tcp://host" + i + ":1");
    }

    @Test
    void somebodyAndANodeAreWishedEachInTheirWay() {
        assertThat(book.found("a", Candidate.at(ONE), NOW)).isTrue();
        assertThat(book.found("a", Candidate.of(X, 1, List.of(ONE, TWO)), NOW)).isTrue();

        assertThat(book.takeChanged()).isTrue();
        assertThat(book.takeChanged()).isFalse();
        assertThat(wishes(NOW).addresses()).containsExactly(ONE);
        assertThat(wishes(NOW).nodes()).containsExactly(Map.entry(X, List.of(ONE, TWO)));
    }

    @Test
    void repeatingOneselfChangesNothing() {
        book.found("a", Candidate.of(X, 1, List.of(ONE)), NOW);
        book.takeChanged();
        book.found("a", Candidate.of(X, 2, List.of(ONE)).lasting(Duration.ofHours(1)), NOW);
        book.withdrawn("a", Candidate.at(TWO));
        book.withdrawn("b", Candidate.of(X, 1, List.of(ONE)));
        assertThat(book.takeChanged()).isFalse();
    }

    @Test
    void whatOneDiscoveryWithdrawsStandsForTheOther() {
        book.found("a", Candidate.at(ONE), NOW);
        book.found("b", Candidate.at(ONE), NOW);
        book.withdrawn("a", Candidate.at(ONE));
        assertThat(wishes(NOW).addresses()).containsExactly(ONE);
        book.remove("b");
        assertThat(wishes(NOW)).isEqualTo(CandidateBook.Wishes.NONE);
    }

    @Test
    void addressesOfOneNodeComeTogetherUpToABound() {
        for (int s = 0; s < 5; s++) {
            int first = 8 * s;
            book.add("s" + s);
            var addresses = IntStream.range(first, first + 8)
                    .mapToObj(CandidateBookTest::address)
                    .toList();
            book.found("s" + s, Candidate.of(X, 1, addresses), NOW);
        }
        assertThat(wishes(NOW).nodes().get(X))
                .hasSize(CandidateBook.MAX_ADDRESSES)
                .startsWith(address(0))
                .doesNotHaveDuplicates();
    }

    @Test
    void weAreNoCandidate() {
        assertThat(book.found("a", Candidate.of(SELF, 1, List.of(ONE)), NOW)).isTrue();
        assertThat(wishes(NOW)).isEqualTo(CandidateBook.Wishes.NONE);
    }

    @Test
    void whatLastsAWhileGoesThenAlsoWhenTheClockTurnsOver() {
        book.found("a", Candidate.at(ONE).lasting(Duration.ofSeconds(2)), NOW);
        book.found("a", Candidate.at(TWO), NOW);
        book.takeChanged();
        book.expire(NOW + 2 * SECOND - 1);
        assertThat(book.takeChanged()).isFalse();
        book.expire(NOW + 2 * SECOND);
        assertThat(book.takeChanged()).isTrue();
        assertThat(wishes(NOW).addresses()).containsExactly(TWO);
    }

    @Test
    void oneDiscoveryCannotTakeAllTheRoom() {
        for (int i = 0; i < Candidates.MAX_STANDING; i++) {
            assertThat(book.found("a", Candidate.at(address(i)), NOW)).isTrue();
        }
        assertThat(book.found("a", Candidate.at(ONE), NOW)).isFalse();
        assertThat(book.found("a", Candidate.at(address(7)), NOW)).as("known").isTrue();
        assertThat(book.found("b", Candidate.at(ONE), NOW)).isTrue();
        book.withdrawn("a", Candidate.at(address(7)));
        assertThat(book.found("a", Candidate.at(TWO), NOW)).isTrue();
    }

    @Test
    void whatADiscoveryThatHasGoneSaysIsNothing() {
        book.remove("a");
        assertThat(book.found("a", Candidate.at(ONE), NOW)).isTrue();
        book.withdrawn("a", Candidate.at(ONE));
        assertThat(wishes(NOW)).isEqualTo(CandidateBook.Wishes.NONE);
        assertThat(book.takeChanged()).isFalse();
    }

    // --- Krill's invariants

    private static NodeId id(int i) {
        return NodeId.of(java.nio.ByteBuffer.allocate(32).putInt(i + 1).array());
    }

    private static URI ip(int prefix, int host) {
        return URI.create("tcp://10.0." + prefix + "." + host + ":7400");
    }

    @Test
    void theSameIdAndBootIdIsKnownAndAnotherBootIdIsARestart() {
        book.found("a", Candidate.of(X, 1, List.of(ONE)), NOW);
        assertThat(book.takeStarts()).containsExactly(Map.entry(X, new CandidateBook.Start(1, true)));
        book.takeChanged();
        for (int i = 0; i < 100; i++) book.found("a", Candidate.of(X, 1, List.of(ONE)), NOW + i);
        book.found("b", Candidate.of(X, 1, List.of(ONE)), NOW);
        assertThat(book.takeStarts()).as("known").isEmpty();

        book.found("a", Candidate.of(X, 2, List.of(ONE)), NOW + 10 * SECOND);
        assertThat(book.takeStarts()).containsExactly(Map.entry(X, new CandidateBook.Start(2, false)));
        book.found("b", Candidate.of(X, 1, List.of(ONE)), NOW + 30 * SECOND);
        assertThat(book.takeStarts()).as("late news of an earlier start").isEmpty();
    }

    @Test
    void newBootIdsOneAfterTheOtherCostOneDialInTenSeconds() {
        book.found("a", Candidate.of(X, 0, List.of(ONE)), NOW);
        book.takeStarts();
        int restarts = 0;
        for (int i = 1; i <= 1_000; i++) {
            book.found("a", Candidate.of(X, i, List.of(ONE)), NOW + i * SECOND / 10);
            restarts += book.takeStarts().size();
        }
        assertThat(restarts).isEqualTo(10);
    }

    @Test
    void hostAndPortAreNoIdentity() {
        book.found("a", Candidate.of(X, 1, List.of(ONE)), NOW);
        book.found("a", Candidate.of(id(1), 1, List.of(ONE)), NOW);
        assertThat(wishes(NOW).nodes()).as("two at one address").containsOnlyKeys(X, id(1));
        book.found("a", Candidate.of(X, 1, List.of(TWO)), NOW);
        assertThat(wishes(NOW).nodes().get(X)).as("one that moved").containsExactly(TWO);
        assertThat(book.all(NOW)).hasSize(2);
    }

    @Test
    void whoHasNoAddressIsNoCandidate() {
        assertThat(book.found("a", Candidate.of(X, 1, List.of()), NOW)).isTrue();
        assertThat(wishes(NOW)).isEqualTo(CandidateBook.Wishes.NONE);
        book.found("a", Candidate.of(X, 1, List.of(ONE)), NOW);
        book.found("a", Candidate.of(X, 1, List.of()), NOW);
        assertThat(wishes(NOW)).as("not any more").isEqualTo(CandidateBook.Wishes.NONE);
    }

    @Test
    void anAddressAndTheNodeThatAnsweredThereAreOneCandidate() {
        book.found("a", Candidate.at(ONE), NOW);
        book.found("b", Candidate.of(X, 7, List.of(TWO)), NOW);
        assertThat(book.all(NOW)).hasSize(2);
        book.proved(ONE, X, NOW);
        var one = book.all(NOW);
        assertThat(one).hasSize(1);
        assertThat(one.get(0).id()).contains(X);
        assertThat(one.get(0).addresses()).containsExactly(ONE, TWO);
        assertThat(one.get(0).sources()).containsExactly("a", "b");
        assertThat(one.get(0).bootId()).contains(7L);
        assertThat(one.get(0).proved()).isTrue();
    }

    // --- crowds

    @Test
    void ofOnePrefixThirtyTwoHaveTheirTurnAndWhoProvedHimselfNeedsNone() {
        for (int i = 0; i < 100; i++) book.found("a", Candidate.of(id(i), 1, List.of(ip(1, i))), NOW);
        book.found("b", Candidate.of(X, 1, List.of(ip(2, 1))), NOW);
        assertThat(wishes(NOW).nodes()).hasSize(Crowd.MOST + 1).containsKey(X);
        assertThat(book.all(NOW).stream().filter(c -> c.place() == CandidateBook.Place.PREFIX_FULL))
                .hasSize(68);

        book.proved(ip(1, 0), id(0), NOW);
        book.linked(id(99));
        var wishes = wishes(NOW);
        assertThat(wishes.nodes()).hasSize(Crowd.MOST + 3).containsKeys(id(0), id(99), X);
        assertThat(wishes.nodes().keySet()).as("first").startsWith(id(0), id(99));
        assertThat(wishes.lanes().get(id(0))).isNegative();
        assertThat(wishes.lanes().get(id(1))).isEqualTo(0);
        assertThat(wishes.lanes().get(X)).isEqualTo(1);
        book.unlinked(id(99));
        assertThat(wishes(NOW).nodes()).hasSize(Crowd.MOST + 2).doesNotContainKey(id(99));
    }

    @Test
    void whoCannotBeDialledTakesNoTurnFromAnybody() {
        for (int i = 0; i < 100; i++)
            book.found("a", Candidate.of(id(i), 1, List.of(URI.create("none://10.0.1." + i + ":1"))), NOW);
        book.found("a", Candidate.of(X, 1, List.of(ip(1, 200))), NOW);
        assertThat(wishes(NOW).nodes()).containsOnlyKeys(X);
        assertThat(book.all(NOW).stream().filter(c -> c.place() == CandidateBook.Place.NO_TRANSPORT))
                .hasSize(100);
        book.takeChanged();
        book.schemesChanged();
        assertThat(book.takeChanged()).isTrue();
    }

    /** Goal: dead addresses do not keep the living of their prefix waiting for ever, and come back after their pause. */
    @Test
    void whoseTurnCameToNothingMakesWayForThoseWhoWait() {
        for (int i = 0; i < 40; i++) book.found("a", Candidate.of(id(i), 1, List.of(ip(1, i))), NOW);
        assertThat(wishes(NOW).nodes()).doesNotContainKey(id(39));
        for (int i = 0; i < 8; i++)
            assertThat(book.failed(ip(1, i), Optional.of(id(i)), NOW)).isTrue();
        var next = wishes(NOW).nodes();
        assertThat(next).hasSize(Crowd.MOST).containsKey(id(39)).doesNotContainKey(id(0));
        book.takeChanged();

        for (int i = 8; i < 40; i++) book.failed(ip(1, i), Optional.of(id(i)), NOW);
        assertThat(wishes(NOW).nodes()).as("all have had theirs").isEmpty();
        book.takeChanged();
        book.expire(NOW + Rumour.PAUSE_NANOS - 1);
        assertThat(book.takeChanged()).isFalse();
        book.expire(NOW + Rumour.PAUSE_NANOS);
        assertThat(book.takeChanged()).isTrue();
        assertThat(wishes(NOW + Rumour.PAUSE_NANOS).nodes()).hasSize(Crowd.MOST).containsKey(id(0));
    }

    /** A peer that failed starts no work before its pause is over, unless there is new evidence: here another start. */
    @Test
    void newEvidenceEndsThePauseOfATurn() {
        for (int i = 0; i < 33; i++) book.found("a", Candidate.of(id(i), 1, List.of(ip(1, i))), NOW);
        wishes(NOW);
        book.failed(ip(1, 0), Optional.of(id(0)), NOW);
        book.proved(ip(1, 32), id(32), NOW);
        book.found("a", Candidate.of(id(0), 1, List.of(ip(1, 0))), NOW + SECOND);
        assertThat(wishes(NOW + SECOND).nodes()).as("nothing new").doesNotContainKey(id(0));
        book.found("a", Candidate.of(id(0), 2, List.of(ip(1, 0))), NOW + 10 * SECOND);
        assertThat(wishes(NOW + 10 * SECOND).nodes()).containsKey(id(0));
    }

    @Test
    void whenADiscoveryIsFullThoseWhoWaitGiveWayThenRumoursForProvedOnes() {
        for (int i = 0; i < Candidates.MAX_STANDING; i++) {
            book.found("a", Candidate.of(id(i), 1, List.of(i < 100 ? ip(1, i) : address(i))), NOW);
        }
        assertThat(book.found("a", Candidate.of(id(5_000), 1, List.of(ip(1, 200))), NOW))
                .as("one more of the crowd")
                .isFalse();
        for (int i = 0; i < 68; i++)
            assertThat(book.found("a", Candidate.of(id(6_000 + i), 1, List.of(ip(7 + i, 1))), NOW))
                    .isTrue();
        assertThat(book.found("a", Candidate.of(id(7_000), 1, List.of(ip(100, 1))), NOW))
                .as("none of them waits")
                .isFalse();
        assertThat(book.tally("a").standing()).isEqualTo(Candidates.MAX_STANDING);
        book.proved(TWO, X, NOW);
        assertThat(book.found("b", Candidate.of(X, 1, List.of(TWO)), NOW)).isTrue();
        book.remove("b");
        assertThat(book.found("a", Candidate.of(X, 1, List.of(TWO)), NOW))
                .as("proved")
                .isTrue();
        assertThat(wishes(NOW).nodes().keySet()).startsWith(X);
        assertThat(book.tally("a").standing()).isEqualTo(Candidates.MAX_STANDING);
    }

    /** Goal: discoveries that flood take no room from one that finds somebody. Method: five, as much as each may say. */
    @Test
    void whenAllIsFullWhoeverHasTheMostGivesWay() {
        for (int s = 0; s < 5; s++) {
            book.add("flood" + s);
            for (int i = 0; i < 2_000; i++)
                book.found("flood" + s, Candidate.of(id(10_000 * s + i), 1, List.of(address(10_000 * s + i))), NOW);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(book.found("a", Candidate.of(id(900_000 + i), 1, List.of(address(900_000 + i))), NOW))
                    .isTrue();
        }
        int all = 0;
        for (int s = 0; s < 5; s++) all += book.tally("flood" + s).standing();
        assertThat(all + book.tally("a").standing()).isEqualTo(CandidateBook.MAX_STANDING);
        assertThat(book.tally("a")).isEqualTo(new CandidateBook.Tally(50, 50, 0));
        assertThat(wishes(NOW).nodes()).hasSize(CandidateBook.MAX_WISHES);
        assertThat(book.all(NOW)).hasSize(CandidateBook.MAX_STANDING);
        assertThat(book.all(NOW).stream().filter(c -> c.place() == CandidateBook.Place.BUDGET))
                .hasSize(CandidateBook.MAX_STANDING - CandidateBook.MAX_WISHES);
    }

    /** Method: random calls of several discoveries, compared with the plainest model; the bounds hold all the time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itIsASetForEachDiscovery(long seed) {
        var random = new Random(seed);
        var model = new HashMap<String, Map<URI, Boolean>>();
        for (var s : List.of("a", "b", "c")) {
            book.add(s);
            model.put(s, new HashMap<>());
        }
        for (int step = 0; step < 20_000; step++) {
            var source = List.of("a", "b", "c").get(random.nextInt(3));
            var address = address(random.nextInt(1_500));
            var all = model.get(source);
            int total = model.values().stream().mapToInt(Map::size).sum();
            if (random.nextInt(4) > 0) {
                boolean room = all.containsKey(address)
                        || all.size() < Candidates.MAX_STANDING && total < CandidateBook.MAX_STANDING;
                assertThat(book.found(source, Candidate.at(address), NOW))
                        .as("seed %d, step %d", seed, step)
                        .isEqualTo(room);
                if (room) all.put(address, true);
            } else if (random.nextInt(2_000) > 0) {
                book.withdrawn(source, Candidate.at(address));
                all.remove(address);
            } else {
                book.remove(source);
                book.add(source);
                all.clear();
            }
        }
        var expected = new ArrayList<URI>();
        model.values().forEach(all -> expected.addAll(all.keySet()));
        assertThat(wishes(NOW).addresses())
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().distinct().toList());
    }
}
