package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osier.core.node.rules.StallWatch.Due;

/** Goal: a link is given up for its silence only while another one answers and nothing gets through. */
class StallWatchTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long ASKED = StallWatch.SILENCE_NANOS;
    private static final long OVER = ASKED + StallWatch.PATIENCE_NANOS;

    private final StallWatch watch = new StallWatch();

    private Due due(long now, long heard, long othersHeard) {
        return watch.due(now, heard, othersHeard, true, 7);
    }

    @Test
    void silenceIsAskedAndThenGivenUpBecauseAnotherLinkAnswers() {
        assertThat(due(ASKED - 1, 0, 0)).isEqualTo(Due.NOTHING);
        assertThat(due(ASKED, 0, 0)).isEqualTo(Due.ASK);
        assertThat(due(ASKED + SECOND, 0, ASKED + 1)).isEqualTo(Due.NOTHING);
        assertThat(due(OVER, 0, ASKED + 1)).isEqualTo(Due.GIVE_UP);
    }

    @Test
    void aPeerThatIsSilentEverywhereKeepsItsLinks() {
        assertThat(due(ASKED, 0, 0)).isEqualTo(Due.ASK);
        assertThat(due(OVER, 0, ASKED - 1)).isEqualTo(Due.NOTHING);
        assertThat(due(100 * SECOND, 0, ASKED - 1)).isEqualTo(Due.NOTHING);
        assertThat(due(101 * SECOND, 0, 101 * SECOND)).isEqualTo(Due.GIVE_UP);
    }

    @Test
    void anAnswerOrProgressEndsTheDoubt() {
        assertThat(due(ASKED, 0, 0)).isEqualTo(Due.ASK);
        assertThat(due(OVER, ASKED + 1, OVER)).isEqualTo(Due.ASK); // silent again since: another question
        assertThat(watch.due(OVER + SECOND, 0, OVER, true, 8)).isEqualTo(Due.ASK);
        assertThat(watch.due(OVER + 2 * SECOND, 0, OVER + SECOND, true, 8)).isEqualTo(Due.NOTHING);
    }

    @Test
    void whoCarriesNothingMayBeSilent() {
        assertThat(watch.due(100 * SECOND, 0, 100 * SECOND, false, 7)).isEqualTo(Due.NOTHING);
        assertThat(due(101 * SECOND, 0, 0)).isEqualTo(Due.ASK);
        assertThat(watch.due(102 * SECOND, 0, 102 * SECOND, false, 7)).isEqualTo(Due.NOTHING);
        assertThat(due(110 * SECOND, 0, 110 * SECOND)).isEqualTo(Due.ASK);
    }
}
