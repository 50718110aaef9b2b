package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static URI address(int i) {
        return URI.create("tcp://host" + i + ":1");
    }

    @Test
    void somebodyAndANodeAreWishedEachInTheirWay() {
        assertThat(book.found("a", Candidate.at(ONE), NOW)).isTrue();
        assertThat(book.found("a", Candidate.of(X, 1, List.of(ONE, TWO)), NOW)).isTrue();

        assertThat(book.takeChanged()).isTrue();
        assertThat(book.takeChanged()).isFalse();
        assertThat(book.wishes().addresses()).containsExactly(ONE);
        assertThat(book.wishes().nodes()).containsExactly(Map.entry(X, List.of(ONE, TWO)));
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
        assertThat(book.wishes().addresses()).containsExactly(ONE);
        book.remove("b");
        assertThat(book.wishes()).isEqualTo(CandidateBook.Wishes.NONE);
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
        assertThat(book.wishes().nodes().get(X))
                .hasSize(CandidateBook.MAX_ADDRESSES)
                .startsWith(address(0))
                .doesNotHaveDuplicates();
    }

    @Test
    void weAreNoCandidate() {
        assertThat(book.found("a", Candidate.of(SELF, 1, List.of(ONE)), NOW)).isTrue();
        assertThat(book.wishes()).isEqualTo(CandidateBook.Wishes.NONE);
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
        assertThat(book.wishes().addresses()).containsExactly(TWO);
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
        assertThat(book.wishes()).isEqualTo(CandidateBook.Wishes.NONE);
        assertThat(book.takeChanged()).isFalse();
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
        assertThat(book.wishes().addresses())
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().distinct().toList());
    }
}
