package org.osier.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.osier.dispatch.Reply;
import org.osier.testkit.SamplePeer;

/** Goal: a one-way message to an inline handler makes no garbage beside its packet and its request. */
class HotPathTest {
    private static final int MESSAGES = 20_000;

    /** Both are 24 bytes with compressed references, 32 without. */
    private static final long PACKET_AND_REQUEST = 2 * 32;

    /** Method: bytes allocated by this thread, over many messages. */
    @Test
    void anInlineOneWayMessageAllocatesItsPacketAndItsRequestOnly() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (var it = Dispatching.lenient(1)) {
            it.bind(0x40, false, request -> Reply.none());
            var envelope = FakeEnvelope.oneWay(SamplePeer.named("alpha"), 0, 0x40, "x".repeat(64));
            for (int i = 0; i < MESSAGES; i++) it.dispatcher.accept(envelope, Dispatching.NEVER_TOLD);
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < MESSAGES; i++) it.dispatcher.accept(envelope, Dispatching.NEVER_TOLD);
            long each = (threads.getCurrentThreadAllocatedBytes() - before) / MESSAGES;

            assertThat(each).isLessThanOrEqualTo(PACKET_AND_REQUEST);
        }
    }
}
