package org.osier.transport.emulator.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the wire does on average, over many messages from one seed; bounds are four standard deviations. */
class WireTest {
    private static final int MESSAGES = 100_000;
    private static final int BYTES = 1_000;
    private static final long START = -TimeUnit.SECONDS.toNanos(60); // nanoTime may be negative

    private static Impairments wire(double loss, long delayMs, long jitterMs, double reorder, double duplicate) {
        return new Impairments(
                loss, millis(delayMs), millis(jitterMs), reorder, millis(30), duplicate, 0, Partition.NONE);
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** One message a millisecond. */
    private static long[] arrivals(boolean stream, Impairments how, long seed) {
        var wire = new Wire(stream, new SplittableRandom(seed));
        return LongStream.range(0, MESSAGES)
                .map(i -> wire.enter(how, BYTES, START + millis(i)))
                .toArray();
    }

    private static double meanDelayMs(long[] arrivals) {
        double sum = 0;
        for (int i = 0; i < arrivals.length; i++) sum += arrivals[i] - START - millis(i);
        return sum / arrivals.length / millis(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.3})
    void datagramsAreLostAsOftenAsIsAsked(double loss) {
        var arrivals = arrivals(false, wire(loss, 10, 0, 0, 0), 1);
        long lost = LongStream.of(arrivals).filter(at -> at == Wire.LOST).count();
        assertThat((double) lost / MESSAGES).isCloseTo(loss, within(4 * Math.sqrt(loss * (1 - loss) / MESSAGES)));
    }

    @Test
    void delayIsTheLeastAndJitterIsSpreadEvenly() {
        var arrivals = arrivals(false, wire(0, 10, 20, 0, 0), 2);
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(arrivals[i] - START - millis(i)).isBetween(millis(10), millis(30));
        }
        double deviation = 20 / Math.sqrt(12); // of an even distribution
        assertThat(meanDelayMs(arrivals)).isCloseTo(20, within(4 * deviation / Math.sqrt(MESSAGES)));
    }

    @Test
    void lateDatagramsAreOvertaken() {
        var arrivals = arrivals(false, wire(0, 10, 0, 0.1, 0), 3);
        long late = LongStream.range(0, MESSAGES)
                .filter(i -> arrivals[(int) i] - START - millis(i) == millis(40))
                .count();
        assertThat((double) late / MESSAGES).isCloseTo(0.1, within(4 * Math.sqrt(0.09 / MESSAGES)));
        assertThat(arrivals).isNotEqualTo(LongStream.of(arrivals).sorted().toArray());
    }

    @Test
    void datagramsAreDoubledAsOftenAsIsAskedAndStreamsNever() {
        var how = wire(0, 10, 0, 0, 0.2);
        var datagrams = new Wire(false, new SplittableRandom(4));
        var stream = new Wire(true, new SplittableRandom(4));
        int doubled = 0;
        for (int i = 0; i < MESSAGES; i++) {
            if (datagrams.doubled(how) != Wire.LOST) doubled++;
            assertThat(stream.doubled(how)).isEqualTo(Wire.LOST);
        }
        assertThat((double) doubled / MESSAGES).isCloseTo(0.2, within(4 * Math.sqrt(0.16 / MESSAGES)));
    }

    /** Goal: loss in a stream is lateness, in order. A message that is lost once is late by 200 ms at least. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void streamLosesNothingAndKeepsOrder(long seed) {
        var arrivals = arrivals(true, wire(0.1, 10, 20, 0.1, 0.1), seed);
        assertThat(arrivals).isSorted();
        assertThat(LongStream.of(arrivals).filter(at -> at == Wire.LOST)).isEmpty();
        assertThat(meanDelayMs(arrivals)).isGreaterThan(100);
    }

    /** Goal: what is lost rarely is late for its own wait only. Method: so far apart that none waits behind another. */
    @Test
    void lossOfStreamCostsOneRetryEach() {
        var how = wire(0.1, 10, 0, 0, 0);
        var wire = new Wire(true, new SplittableRandom(5));
        double late = 0;
        for (int i = 0; i < MESSAGES; i++) {
            long now = START + TimeUnit.MINUTES.toNanos(10L * i);
            late += wire.enter(how, BYTES, now) - now - millis(10);
        }
        // 200 ms for the first loss, 400 for the second in a row, 800, ...: sum of 0.1^n * 200 * 2^(n-1)
        double expected = 0.1 * 200 / (1 - 0.2);
        assertThat(late / MESSAGES / millis(1)).isCloseTo(expected, within(expected * 0.05));
    }

    @Test
    void aWireThatLosesEverythingDoesNotHoldAStreamForEver() {
        var wire = new Wire(true, new SplittableRandom(6));
        long out = wire.enter(wire(1, 0, 0, 0, 0), BYTES, START);
        assertThat(out - START).isBetween(TimeUnit.SECONDS.toNanos(1), TimeUnit.MINUTES.toNanos(2));
    }

    @Test
    void bandwidthLetsBytesPassOneAfterTheOther() {
        var how = new Impairments(0, millis(10), 0, 0, 0, 0, 1_000_000, Partition.NONE);
        var wire = new Wire(true, new SplittableRandom(7));
        for (int i = 1; i <= 100; i++) {
            assertThat(wire.enter(how, BYTES, START) - START).isEqualTo(millis(i) + millis(10));
        }
        assertThat(wire.isFree(START + millis(99))).isFalse();
        assertThat(wire.isFree(START + millis(100))).isTrue();
        assertThat(wire.enter(how, BYTES, START + millis(500)) - START).isEqualTo(millis(511));
    }

    @Test
    void oneSeedIsOneRun() {
        var how = wire(0.1, 10, 20, 0.1, 0);
        assertThat(arrivals(false, how, 8)).isEqualTo(arrivals(false, how, 8)).isNotEqualTo(arrivals(false, how, 9));
    }
}
