package org.osier.core.link.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osier.core.link.rules.Liveness.Due;

/**
 * Goal: a ping after 30 s of silence, the end after 10 s more, at whatever value the clock stands (WIRE.md, section 3).
 */
class LivenessTest {
    private static final long SECOND = 1_000_000_000L;

    private final Liveness liveness = new Liveness();

    @ParameterizedTest
    @ValueSource(longs = {0, -100 * SECOND, Long.MAX_VALUE - 35 * SECOND})
    void silenceIsPingedOnceThenGivenUp(long start) {
        assertThat(liveness.due(start + 30 * SECOND - 1, start, Keepalive.DEFAULT))
                .isEqualTo(Due.NOTHING);
        assertThat(liveness.due(start + 30 * SECOND, start, Keepalive.DEFAULT)).isEqualTo(Due.PING);
        assertThat(liveness.due(start + 31 * SECOND, start, Keepalive.DEFAULT)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(start + 40 * SECOND - 1, start, Keepalive.DEFAULT))
                .isEqualTo(Due.NOTHING);
        assertThat(liveness.due(start + 40 * SECOND, start, Keepalive.DEFAULT)).isEqualTo(Due.GIVE_UP);
    }

    @Test
    void whateverIsHeardAfterThePingIsASignOfLife() {
        assertThat(liveness.due(30 * SECOND, 0, Keepalive.DEFAULT)).isEqualTo(Due.PING);
        assertThat(liveness.due(45 * SECOND, 31 * SECOND, Keepalive.DEFAULT)).isEqualTo(Due.NOTHING);
        assertThat(liveness.due(61 * SECOND, 31 * SECOND, Keepalive.DEFAULT)).isEqualTo(Due.PING);
        assertThat(liveness.due(71 * SECOND, 31 * SECOND, Keepalive.DEFAULT)).isEqualTo(Due.GIVE_UP);
    }
}
