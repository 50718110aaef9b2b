package org.osier.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final long LIMIT_MS = TimeUnit.SECONDS.toMillis(30);

    @Test
    void itEndsByItself() throws InterruptedException {
        var thread = new Thread(new WarmUp());
        thread.start();
        thread.join(LIMIT_MS);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void itIsADaemonThatEndsWhenItIsNotWantedAnyMore() throws InterruptedException {
        var thread = WarmUp.later();
        assertThat(thread.isDaemon()).isTrue();
        thread.interrupt();
        thread.join(LIMIT_MS);
        assertThat(thread.isAlive()).isFalse();
    }
}
