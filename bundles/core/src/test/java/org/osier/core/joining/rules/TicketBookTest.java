package org.osier.core.joining.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Goal: a ticket counts once, for ten minutes, and sixteen do at one time. */
class TicketBookTest {
    private static final long START = Long.MAX_VALUE - 5; // time wraps: only differences count

    private final TicketBook<Object> book = new TicketBook<>();

    @Test
    void aTicketCountsOnce() {
        var door = new Object();
        book.add(door, START);

        assertThat(book.doors(START)).containsExactly(door);
        assertThat(book.take(door, START)).isTrue();
        assertThat(book.take(door, START)).isFalse();
        assertThat(book.doors(START)).isEmpty();
    }

    @Test
    void aTicketCountsForTenMinutes() {
        var door = new Object();
        book.add(door, START);
        long end = START + TimeUnit.MINUTES.toNanos(10);

        assertThat(book.doors(end - 1)).containsExactly(door);
        assertThat(book.doors(end)).isEmpty();
        assertThat(book.take(door, end)).isFalse();
    }

    @Test
    void aSeventeenthWaitsForTheEndOfAnother() {
        var first = new Object();
        assertThat(book.add(first, START)).isTrue();
        for (int i = 1; i < 16; i++)
            assertThat(book.add(new Object(), START + i)).isTrue();

        assertThat(book.add(new Object(), START + 16)).isFalse();
        assertThat(book.doors(START + 16)).hasSize(16).last().isSameAs(first);
        book.take(first, START + 17);
        assertThat(book.add(new Object(), START + 17)).isTrue();
        assertThat(book.add(new Object(), START + 1 + TimeUnit.MINUTES.toNanos(10)))
                .isTrue();
    }

    @Test
    void anotherTicketOfTheSameLookIsAnotherTicket() {
        var equal = new String("door");
        book.add("door", START);

        assertThat(book.take(equal, START)).isFalse();
    }
}
