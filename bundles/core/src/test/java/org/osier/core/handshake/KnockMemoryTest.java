package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.osier.core.handshake.KnockMemory.Answer.FULL;
import static org.osier.core.handshake.KnockMemory.Answer.NEW;
import static org.osier.core.handshake.KnockMemory.Answer.REPEATED;

import org.junit.jupiter.api.Test;

/** How long a knock is remembered, and what happens when there are too many. */
class KnockMemoryTest {
    private static final long NOW = OsierVectors.NOW_MS;
    private static final long MINUTES_10 = 600_000;
    private final KnockMemory knocks = new KnockMemory();

    @Test
    void remembersUntilTenMinutesAfterItWasAccepted() {
        assertThat(knocks.accept(1, NOW - 5_000, NOW)).isEqualTo(NEW);
        assertThat(knocks.accept(1, NOW - 5_000, NOW + MINUTES_10)).isEqualTo(REPEATED);
        assertThat(knocks.accept(1, NOW - 5_000, NOW + MINUTES_10 + 1)).isEqualTo(NEW);
    }

    /** A knock from the future is accepted for longer, so it is remembered for longer. */
    @Test
    void remembersUntilTenMinutesAfterItsTime() {
        long ahead = NOW + MINUTES_10;
        assertThat(knocks.accept(1, ahead, NOW)).isEqualTo(NEW);
        assertThat(knocks.accept(1, ahead, ahead + MINUTES_10)).isEqualTo(REPEATED);
        assertThat(knocks.accept(1, ahead, ahead + MINUTES_10 + 1)).isEqualTo(NEW);
    }

    @Test
    void turnsAwayWhenFullAndForgetsNothingEarly() {
        for (int i = 0; i < KnockMemory.CAPACITY; i++)
            assertThat(knocks.accept(i, NOW, NOW + i)).isEqualTo(NEW);
        long full = NOW + KnockMemory.CAPACITY;
        assertThat(knocks.accept(-1, NOW, full)).isEqualTo(FULL);
        assertThat(knocks.accept(0, NOW, full)).isEqualTo(REPEATED);
        assertThat(knocks.accept(-1, NOW, NOW + MINUTES_10 + 1)).isEqualTo(NEW); // the room of the first
        assertThat(knocks.accept(-2, NOW, NOW + MINUTES_10 + 1)).isEqualTo(FULL);
    }

    @Test
    void hasRoomForACrowdThatComesBackFourTimes() {
        int crowd = 10_000;
        knocks.connections(crowd);
        for (int i = 0; i < 4 * crowd; i++)
            assertThat(knocks.accept(i, NOW, NOW)).isEqualTo(NEW);
        assertThat(knocks.accept(-1, NOW, NOW)).isEqualTo(FULL);

        knocks.connections(2);
        assertThat(knocks.accept(-1, NOW, NOW)).isEqualTo(FULL);
        assertThat(knocks.accept(-1, NOW + MINUTES_10 + 1, NOW + MINUTES_10 + 1))
                .isEqualTo(NEW);
    }
}
