package org.osier.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Row RAW = Row.raw("raw", "raw", "us");
    private static final Row OURS = Row.raw("ours", "ours", "us").against("raw").goal(Goal.ratioAtMost(3));

    /** Goal: a disturbed run does not spoil a ratio. Method: medians of both would give 20 / 20, the ratios say 2. */
    @Test
    void aRatioIsTakenWithinEachRun() {
        var runs = List.of(
                Map.of("raw", 10.0, "ours", 20.0),
                Map.of("raw", 20.0, "ours", 40.0),
                Map.of("raw", 30.0, "ours", 15.0));

        var measured = Measured.of(OURS, runs);

        assertThat(measured.median()).isEqualTo(20);
        assertThat(measured.ratio()).isEqualTo(2);
        assertThat(measured.holds()).isTrue();
    }

    @Test
    void aGoalMayBeAFigureAndALeast() {
        assertThat(Goal.atLeast(400_000).holds(399_999, 9.0)).isFalse();
        assertThat(Goal.atMost(20).holds(6.9, null)).isTrue();
        assertThat(Goal.ratioAtLeast(0.5).holds(9, 0.49)).isFalse();
    }

    @Test
    void aTableFitsInto100Columns() {
        var runs = List.of(Map.of("raw", 1_234_567.0, "ours", 98_765_432.0));
        var table = Table.of("title", List.of(Measured.of(RAW, runs), Measured.of(OURS, runs)));

        assertThat(table.lines()).hasSize(4).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        assertThat(table).contains("80.00x").contains("NO");
    }
}
