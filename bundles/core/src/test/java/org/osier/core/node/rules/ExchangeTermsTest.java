package org.osier.core.node.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Goal: a peer is asked seldom, only what was asked for counts, and nobody is answered without end. */
class ExchangeTermsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = Long.MAX_VALUE - SECOND; // a nanosecond clock may turn over

    private final ExchangeTerms terms = new ExchangeTerms();

    @Test
    void aPeerIsAskedOnceForEachTimeThatItIsLinkedAndNotMoreThanOnceInFiveMinutes() {
        assertThat(terms.mayAsk(NOW, false, NOW)).isTrue();
        terms.asked(NOW);
        assertThat(terms.mayAsk(NOW, true, NOW + 299 * SECOND)).isFalse();
        assertThat(terms.mayAsk(NOW + 9, false, NOW + 299 * SECOND)).isFalse();
        assertThat(terms.mayAsk(NOW, false, NOW + 300 * SECOND))
                .as("linked as before")
                .isFalse();
        assertThat(terms.mayAsk(NOW + 9, false, NOW + 300 * SECOND))
                .as("linked anew")
                .isTrue();
        assertThat(terms.mayAsk(NOW, true, NOW + 300 * SECOND)).as("few links").isTrue();
    }

    @Test
    void onlyWhatWasAskedForIsTakenAndOnlyForAWhile() {
        assertThat(terms.takes(NOW)).isFalse();
        terms.asked(NOW);
        for (int i = 0; i < ExchangeTerms.MOST; i++)
            assertThat(terms.takes(NOW + i)).isTrue();
        assertThat(terms.takes(NOW + SECOND)).isFalse();
        terms.asked(NOW);
        assertThat(terms.takes(NOW + 30 * SECOND)).as("too late").isFalse();
    }

    @Test
    void oneStartOfAPeerIsAnsweredOnceInThirtySeconds() {
        assertThat(terms.serves(1, NOW)).isTrue();
        assertThat(terms.serves(1, NOW + 30 * SECOND - 1)).isFalse();
        assertThat(terms.serves(2, NOW + 30 * SECOND - 1)).as("it restarted").isTrue();
        assertThat(terms.serves(2, NOW + 60 * SECOND)).isTrue();
    }
}
