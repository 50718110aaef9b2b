package org.osier.discovery.seeds.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeRecord;
import org.osier.testkit.SampleRecord;

/** Goal: of each peer the newest record, of all peers those that were heard last. */
class RecordBookTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private final RecordBook book = new RecordBook(3);

    private static NodeRecord record(int peer, long serial) {
        return SampleRecord.of(peer, serial, NOW, Duration.ofDays(1));
    }

    @Test
    void theHighestSerialCounts() {
        assertThat(book.learn(record(1, 5))).isTrue();
        assertThat(book.learn(record(1, 5))).isFalse();
        assertThat(book.learn(record(1, 4))).isFalse();
        assertThat(book.learn(record(1, 6))).isTrue();
        assertThat(book.valid(NOW)).containsExactly(record(1, 6));
    }

    @Test
    void whoWasHeardLastStays() {
        for (int peer = 1; peer <= 3; peer++) book.learn(record(peer, 1));
        book.learn(record(1, 2));
        book.learn(record(4, 1));
        assertThat(book.valid(NOW)).containsExactly(record(3, 1), record(1, 2), record(4, 1));
        assertThat(book.limit(3)).isFalse();
        assertThat(book.limit(1)).isTrue();
        assertThat(book.valid(NOW)).containsExactly(record(4, 1));
    }

    @Test
    void whatIsRecalledYieldsToWhatCameSince() {
        book.learn(record(1, 2));
        book.recall(List.of(record(7, 1), record(8, 1), record(1, 1), record(9, 1)));
        assertThat(book.valid(NOW)).containsExactly(record(8, 1), record(9, 1), record(1, 2));
    }

    @Test
    void whatHasExpiredDoesNotCount() {
        book.learn(record(1, 1));
        assertThat(book.valid(NOW.plus(Duration.ofDays(1)).minusMillis(1))).hasSize(1);
        assertThat(book.valid(NOW.plus(Duration.ofDays(1)))).isEmpty();
    }
}
