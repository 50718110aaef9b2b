package org.osier.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Goal: what the host took is told in percent of all processor time. Method: lines of /proc/stat. */
class StolenTest {
    private static final String BEFORE = "cpu  100 0 50 1000 0 0 0 10 5 0";

    @Test
    void whatTheHostTookIsAShareOfAllTime() {
        var after = Stolen.figures("cpu  130 0 60 1040 0 0 0 30 9 0");

        assertThat(Stolen.percent(Stolen.figures(BEFORE), after)).isEqualTo(20, within(0.001));
    }

    @Test
    void aSystemThatDoesNotSayHasNoFigure() {
        assertThat(Stolen.percent(Stolen.figures(""), Stolen.figures(BEFORE))).isNaN();
        assertThat(Stolen.percent(Stolen.figures(BEFORE), Stolen.figures(BEFORE)))
                .isNaN();
    }
}
