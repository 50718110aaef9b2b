package org.osier.parts.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.LifeCycle;
import org.junit.jupiter.api.Test;

class JoinedPoolTest {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Test
    void aThreadThatHasEndedHoldsNoClassLoader() throws Exception {
        var pool = new JoinedPool(8, 1, 1_000);
        pool.start();
        var thread = new CompletableFuture<Thread>();
        pool.execute(() -> thread.complete(Thread.currentThread()));
        var ended = thread.get(LIMIT_NANOS, TimeUnit.NANOSECONDS);
        assertThat(ended.getContextClassLoader()).isNotNull();

        LifeCycle.stop(pool);

        assertThat(pool.awaitEnd(System.nanoTime() + LIMIT_NANOS)).isTrue();
        assertThat(ended.isAlive()).isFalse();
        assertThat(ended.getContextClassLoader()).isNull();
    }
}
