package org.osier.examples.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goal: lost, doubled and disordered are told apart. Method: plain calls. */
class SequenceCheckTest {
    @Test
    void whatComesOnceAndInOrderIsFine() {
        assertThat(counts(LongStream.range(0, 1_000).toArray()))
                .isEqualTo("1000 delivered, 0 lost, 0 doubled, 0 disordered");
    }

    @Test
    void aGapIsLost() {
        assertThat(counts(0, 1, 5, 6)).isEqualTo("4 delivered, 3 lost, 0 doubled, 0 disordered");
        assertThat(counts(3)).isEqualTo("1 delivered, 3 lost, 0 doubled, 0 disordered");
    }

    @Test
    void whatIsLostIsToldByItsNumbers() {
        var check = new SequenceCheck();
        for (long number : new long[] {0, 3, 4, 7, 2}) check.on(number);

        assertThat(check.missing(10)).containsExactly(1L, 5L, 6L);
        assertThat(check.missing(2)).containsExactly(1L, 5L);
    }

    @Test
    void whatComesAgainIsDoubled() {
        assertThat(counts(0, 0, 1, 0)).isEqualTo("2 delivered, 0 lost, 2 doubled, 0 disordered");
    }

    @Test
    void whatComesLateIsDisorderedAndNotLostAndAgainIsDoubled() {
        assertThat(counts(0, 4, 2, 2, 1, 3)).isEqualTo("5 delivered, 0 lost, 1 doubled, 3 disordered");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyOrderIsCompleteInTheEnd(long seed) {
        var all = IntStream.range(0, 500).boxed().collect(Collectors.toList());
        Collections.shuffle(all, new Random(seed));
        var check = new SequenceCheck();
        all.forEach(check::on);
        assertThat(check.delivered()).as("seed %d", seed).isEqualTo(500);
        assertThat(check.lost()).as("seed %d", seed).isZero();
        assertThat(check.doubled()).as("seed %d", seed).isZero();
        assertThat(check.disordered()).as("seed %d", seed).isPositive();
    }

    @Test
    void gapsThatAreForgottenStayLost() {
        var check = new SequenceCheck();
        for (int i = 0; i <= SequenceCheck.MAX_GAPS; i++) check.on(2L * i + 1);
        check.on(0);
        check.on(2);
        assertThat(check.lost()).isEqualTo(SequenceCheck.MAX_GAPS);
        assertThat(check.doubled()).isEqualTo(1);
        assertThat(check.disordered()).isEqualTo(1);
    }

    private static String counts(long... sequence) {
        var check = new SequenceCheck();
        for (long number : sequence) check.on(number);
        return check.delivered() + " delivered, " + check.lost() + " lost, " + check.doubled() + " doubled, "
                + check.disordered() + " disordered";
    }
}
