package org.osier.core.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Goal: every counter of the newest 2,048 opens once, an older one never. */
class ReplayWindowTest {
    private final ReplayWindow window = new ReplayWindow();

    @Test
    void everyCounterIsUsedOnce() {
        for (long counter : new long[] {0, 1, 63, 64, 5, 2_047}) {
            assertThat(window.accepts(counter)).isTrue();
            window.use(counter);
            assertThat(window.accepts(counter)).isFalse();
            assertThat(window.isUsed(counter)).isTrue();
        }
        assertThat(window.accepts(62)).isTrue();
    }

    @Test
    void theOldestOfTheWindowIsAcceptedAndTheOneBeforeIsNot() {
        window.use(10_000);
        assertThat(window.accepts(10_001 - 2_048)).isTrue();
        assertThat(window.accepts(10_000 - 2_048)).isFalse();
    }

    @Test
    void aHugeGapForgetsWhatWasBefore() {
        for (long counter = 0; counter < 100; counter++) window.use(counter);
        window.use(Long.MAX_VALUE - 1);
        assertThat(window.accepts(99)).isFalse();
        assertThat(window.accepts(Long.MAX_VALUE - 2)).isTrue();
        assertThat(window.accepts(Long.MAX_VALUE - 1)).isFalse();
    }

    @Test
    void countersBeyondAllCountingAreRefused() {
        assertThat(window.accepts(-1)).isFalse();
        assertThat(window.accepts(Long.MIN_VALUE)).isFalse();
        assertThat(window.isUsed(-1)).isFalse();
    }

    /** Method: by chance, against a set of everything that was used. */
    @Test
    void itAgreesWithASetOfAll() {
        for (long seed = 1; seed <= 20; seed++) {
            var random = new Random(seed);
            var window = new ReplayWindow();
            var used = new HashSet<Long>();
            long highest = -1;
            for (int i = 0; i < 20_000; i++) {
                int reach = random.nextInt(50) == 0 ? 5_000 : 100;
                long counter = Math.max(0, highest + random.nextInt(reach) - reach * 2 / 3);
                boolean accepts = counter > highest - 2_048 && !used.contains(counter);
                assertThat(window.accepts(counter))
                        .as("seed %d, %d", seed, counter)
                        .isEqualTo(accepts);
                if (!accepts) continue;
                window.use(counter);
                used.add(counter);
                highest = Math.max(highest, counter);
            }
        }
    }
}
