package org.osier.membership.crawl.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeId;
import org.osier.testkit.SampleRecord;

/** How many questions a node may ask. */
class AllowanceTest {
    private static final NodeId A = SampleRecord.of(1, 1).id();
    private static final NodeId B = SampleRecord.of(2, 1).id();

    private final Allowance allowance = new Allowance();

    @Test
    void aBurstPassesAndThenSoManyASecond() {
        for (int i = 0; i < Allowance.BURST; i++)
            assertThat(allowance.take(A, 0)).isZero();
        var pause = allowance.take(A, 0);
        assertThat(pause).isBetween(Duration.ofMillis(1), Duration.ofMillis(64));
        assertThat(allowance.take(A, pause.toNanos())).isZero();
        long second = TimeUnit.SECONDS.toNanos(100);
        int passed = 0;
        while (allowance.take(A, second).isZero()) passed++;
        assertThat(passed).isEqualTo(Allowance.BURST);
    }

    @Test
    void oneThatAsksTooMuchDoesNotCostAnother() {
        while (allowance.take(A, 0).isZero()) {}
        assertThat(allowance.take(B, 0)).isZero();
    }

    @Test
    void noMoreAreRememberedThanThereIsRoomFor() {
        for (int i = 0; i < 2 * Allowance.MAX_NODES; i++) {
            var id = new byte[NodeId.BYTES];
            id[0] = (byte) (i >> 8);
            id[1] = (byte) i;
            allowance.take(NodeId.of(id), i);
        }
        assertThat(allowance.nodes()).isEqualTo(Allowance.MAX_NODES);
    }
}
