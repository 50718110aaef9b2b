package org.osier.discovery.multicast.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Goal: who sends too much is not looked at, others are, and all together cost a bounded time. */
class SourceLimitsTest {
    private final AtomicLong now = new AtomicLong();
    private final SourceLimits<Integer> limits = new SourceLimits<>(now::get);

    private long taken(int source, int count) {
        return IntStream.range(0, count).filter(i -> limits.take(source)).count();
    }

    @Test
    void oneSourceHasABurstAndThenSoMuchEachSecond() {
        assertThat(taken(1, 1_000)).isEqualTo(SourceLimits.BURST);
        assertThat(taken(2, 1)).as("another one").isOne();
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(taken(1, 1_000)).isEqualTo(SourceLimits.PER_SECOND);
    }

    @Test
    void allTogetherHaveALimitToo() {
        long all = IntStream.range(0, 10_000).mapToLong(i -> taken(i, 1)).sum();
        assertThat(all).isEqualTo(SourceLimits.ALL_BURST);
    }
}
