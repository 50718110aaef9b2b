package org.osier.examples.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.osier.node.NodeId;

/** Goal: the report adds up over senders, and nothing grows without bound. Method: plain calls. */
class RunsTest {
    private final NodeId alpha = NodeId.of(new byte[NodeId.BYTES]);
    private final NodeId beta = NodeId.parse("01".repeat(NodeId.BYTES));
    private final Runs runs = new Runs();

    @Test
    void theReportSumsOverSendersAndLanes() {
        var run = runs.of(7);
        run.on(alpha, new Numbered(7, 0, 0), 64, 0);
        run.on(beta, new Numbered(7, 0, 0), 64, 30_000_000);
        run.on(alpha, new Numbered(7, 1, 0), 64, 31_000_000);
        run.on(alpha, new Numbered(7, 0, 2), 100, 32_000_000);
        run.on(alpha, new Numbered(7, 0, 2), 100, 33_000_000);

        assertThat(runs.report(7))
                .isEqualTo("{\"schema\":\"osier.traffic/1\",\"run\":7,\"delivered\":4,\"lost\":1,\"doubled\":1,"
                        + "\"disordered\":0,\"longestPauseMs\":30,\"bytes\":392,\"missing\":[1]}");
    }

    @Test
    void theLongestPauseCanBeginAnew() {
        var run = runs.of(7);
        for (long ms : new long[] {0, 30, 31}) run.on(alpha, new Numbered(7, 0, ms), 64, ms * 1_000_000);
        runs.forgetPause(7);
        assertThat(runs.report(7)).contains("\"longestPauseMs\":0,");

        run.on(alpha, new Numbered(7, 0, 32), 64, 36_000_000);
        assertThat(runs.report(7)).contains("\"longestPauseMs\":5,");
    }

    @Test
    void aRunThatNobodySentIsEmpty() {
        assertThat(runs.report(8)).startsWith("{\"schema\":\"osier.traffic/1\",\"run\":8,\"delivered\":0,");
    }

    @Test
    void theOldestRunGoesWhenThereAreTooMany() {
        for (int i = 0; i <= Runs.MAX_RUNS; i++) runs.of(i).on(alpha, new Numbered(i, 0, 0), 20, 0);
        assertThat(runs.report(0)).contains("\"delivered\":0,");
        assertThat(runs.report(1)).contains("\"delivered\":1,");
        assertThat(runs.report(Runs.MAX_RUNS)).contains("\"delivered\":1,");
    }

    @Test
    void aRunHasABoundedNumberOfSenders() {
        var run = runs.of(1);
        for (int i = 0; i < Run.MAX_SENDERS; i++) run.on(alpha, new Numbered(1, i, 0), 20, 0);
        assertThatThrownBy(() -> run.on(alpha, new Numbered(1, -1, 0), 20, 0)).hasMessageContaining("256");
    }

    @Test
    void aCountedMessageReadsAsItWasWritten() {
        var message = new Numbered(-1, 3, 1L << 40);
        var payload = message.write(64);
        assertThat(payload.remaining()).isEqualTo(64);
        assertThat(Numbered.read(payload)).isEqualTo(message);
    }

    @Test
    void bytesThatAreNoCountedMessageAreRefused() {
        for (int size = 0; size < Numbered.BYTES; size++) {
            var bytes = ByteBuffer.allocate(size);
            assertThatThrownBy(() -> Numbered.read(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
        var negative = ByteBuffer.allocate(Numbered.BYTES).putLong(12, -1);
        assertThatThrownBy(() -> Numbered.read(negative)).hasMessage("a sequence is 0 to 2^62");
    }
}
