package org.osier.core.joining.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeId;

/** Goal: a crowd of strangers fills 256 lines, and no more; each is forgotten after an hour. */
class PendingBookTest {
    private static final URI FROM = URI.create("tcp://192.0.2.1:1");
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final PendingBook book = new PendingBook();

    private static NodeId node(int n) {
        var key = new byte[32];
        key[0] = (byte) n;
        key[1] = (byte) (n >> 8);
        return NodeId.ofKey(key);
    }

    private void note(int n, long now) {
        book.note(node(n), FROM, "has no PIN", 1_000 + n, now);
    }

    @Test
    void whoComesAgainStandsThereOnceAndFirst() {
        note(1, 0);
        note(2, 1);
        book.note(node(1), FROM, "came with another PIN", 5_000, 2);

        var shown = book.shown(3);
        assertThat(shown).hasSize(2);
        assertThat(shown.get(0))
                .isEqualTo(new PendingBook.Entry(node(1), FROM, 1_001, 5_000, 2, "came with another PIN", false));
        assertThat(shown.get(1).id()).isEqualTo(node(2));
    }

    @Test
    void whoDidNotComeForAnHourIsForgotten() {
        note(1, 0);
        note(2, 1);
        note(1, 10);

        assertThat(book.shown(HOUR + 5)).extracting(PendingBook.Entry::id).containsExactly(node(1));
        assertThat(book.shown(HOUR + 10)).isEmpty();
    }

    @Test
    void aCrowdPushesOutWhoCameLongestAgo() {
        for (int i = 0; i < 1_000; i++) note(i, i);

        assertThat(book.shown(1_000)).hasSize(256);
        assertThat(book.shown(1_000).get(255).id()).isEqualTo(node(744));
    }

    @Test
    void whoIsTurnedAwayIsShownNoMoreHoweverOftenItComes() {
        note(1, 0);

        assertThat(book.reject(node(1), 1)).isTrue();
        note(1, 2);
        assertThat(book.shown(3)).isEmpty();
        assertThat(book.rejected(node(1), HOUR)).isTrue();
        assertThat(book.rejected(node(1), HOUR + 1)).isFalse();
        assertThat(book.reject(node(2), 1)).isFalse();
    }

    @Test
    void whoIsLetInIsForgotten() {
        note(1, 0);
        book.forget(node(1));

        assertThat(book.shown(1)).isEmpty();
    }
}
