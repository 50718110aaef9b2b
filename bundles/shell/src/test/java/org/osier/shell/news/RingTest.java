package org.osier.shell.news;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RingTest {
    private final Ring<Integer> ring = new Ring<>(3);

    private void add(int from, int to) {
        IntStream.range(from, to).forEach(ring::add);
    }

    @Test
    void theNewestAreKeptInTheirOrder() {
        assertThat(ring.fromOldest().poll().items()).isEmpty();
        add(0, 5);
        assertThat(ring.fromOldest().poll()).isEqualTo(new Ring.Batch<>(0, List.of(2, 3, 4)));
        assertThat(ring.fromNow().poll().items()).isEmpty();
    }

    @Test
    void aReaderGetsEachItemOnce() {
        add(0, 2);
        var reader = ring.fromOldest();
        assertThat(reader.poll().items()).containsExactly(0, 1);
        add(2, 4);
        assertThat(reader.poll()).isEqualTo(new Ring.Batch<>(0, List.of(2, 3)));
        assertThat(reader.poll().items()).isEmpty();
    }

    @Test
    void aReaderThatIsTooSlowIsToldHowMuchItMissed() {
        var reader = ring.fromNow();
        add(0, 123);
        assertThat(reader.poll()).isEqualTo(new Ring.Batch<>(120, List.of(120, 121, 122)));
    }

    /** Goal: nothing is lost without being counted. Method: one thread adds without a pause, another reads. */
    @Test
    void readAndMissedTogetherAreAllThatWasAdded() throws Exception {
        int count = 200_000;
        var reader = ring.fromNow();
        var adding = CompletableFuture.runAsync(() -> add(0, count));
        long missed = 0;
        var read = new ArrayList<Integer>();
        while (read.size() + missed < count) {
            var batch = reader.take();
            missed += batch.missed();
            read.addAll(batch.items());
        }
        adding.get(10, TimeUnit.SECONDS);
        assertThat(read).isSorted().doesNotHaveDuplicates().endsWith(count - 1);
        assertThat(read.size() + missed).isEqualTo(count);
    }
}
