package org.osier.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerRoomTest {
    private static final int MIB = 1 << 20;

    private final AnswerRoom room = new AnswerRoom();

    private void fill() {
        while (room.hasRoom()) assertThat(room.take(MIB, 0)).isTrue();
    }

    @Test
    void anAnswerOfAnyLengthFindsRoomWhileThereIsSome() {
        assertThat(room.take(16 * MIB, 0)).isTrue();
        assertThat(room.hasRoom()).isFalse();
        assertThat(room.take(1, 0)).isFalse();
    }

    @Test
    void whatWasTakenBeforeFindsRoomWhenNothingFurtherIsTaken() {
        fill();
        for (int i = 0; i < 3; i++) assertThat(room.take(MIB, 0)).isTrue();
        assertThat(room.take(MIB, 0)).isFalse();
    }

    @Test
    void itIsToldOnceThatRequestsAreTakenAgain() {
        fill();
        int told = 0;
        for (int i = 0; i < 4; i++) if (room.done(MIB, 0)) told++;
        assertThat(told).isOne();
        assertThat(room.hasRoom()).isTrue();
    }

    @Test
    void itIsStuckWhenNoneGetsThroughForFiveSeconds() {
        fill();
        assertThat(room.isStuck(AnswerRoom.STUCK_NANOS - 1)).isFalse();
        assertThat(room.isStuck(AnswerRoom.STUCK_NANOS)).isTrue();

        assertThat(room.take(MIB, 0)).isTrue();
        room.done(MIB, AnswerRoom.STUCK_NANOS);
        assertThat(room.isStuck(AnswerRoom.STUCK_NANOS)).isFalse();
    }
}
