package org.osier.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.osier.core.link.rules.FrameType;

/** Goal: frames leave by priority and in order, whole; only what may be shed is shed, and that at a bound. */
class FrameQueueTest {
    private final FrameQueue queue = new FrameQueue();
    private final byte[] out = new byte[400 * 1024];

    private static ByteBuffer payload(int size) {
        return ByteBuffer.allocate(size);
    }

    @Test
    void aFrameIsLaidOutAsOnTheWire() {
        queue.offer(FrameType.PING, ByteBuffer.wrap(new byte[] {9, 8, 7}));

        int end = queue.drain(0, out, 2, out.length, 65_519);

        assertThat(java.util.Arrays.copyOfRange(out, 2, end)).containsExactly(0, 0, 0, 4, 0x1B, 9, 8, 7);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void eachPriorityIsDrainedInOrderAndNeverCut() {
        for (int i = 1; i <= 3; i++) queue.offer(FrameType.PING, payload(i));
        queue.offer(FrameType.DISCOVERY, payload(10));

        int end = queue.drain(0, out, 0, 6 + 7 + 7, 65_519); // one byte short of the third

        assertThat(end).isEqualTo(13);
        assertThat(queue.drain(0, out, 0, 7, 65_519)).isZero();
        assertThat(queue.drain(0, out, 0, 8, 65_519)).isEqualTo(8);
        assertThat(queue.drain(0, out, 0, 100, 65_519)).isZero();
        assertThat(queue.drain(1, out, 0, 100, 65_519)).isEqualTo(15);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatMayBeShedIsShedAtTheBoundAndWhatMustLeaveIsNot() {
        int taken = 0;
        while (queue.offer(FrameType.PONG, payload(8))) taken++;

        assertThat(taken).isEqualTo(FrameQueue.MAX_BYTES / 13);
        assertThat(queue.offer(FrameType.DISCOVERY, payload(1_000))).isFalse();
        assertThat(queue.offer(0x80, payload(1_000))).isFalse();
        assertThat(queue.offer(FrameType.SESSION_CONTROL, payload(225))).isTrue();
        assertThat(queue.offer(FrameType.READY, payload(1))).isTrue();
        assertThat(queue.offer(FrameType.CLOSE, payload(1))).isTrue();

        queue.drain(0, out, 0, out.length, 65_519);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.offer(FrameType.PONG, payload(8))).isTrue();
    }

    @Test
    void aCloseIsTheLastWordAndTheLastRecordHasRoomForIt() {
        queue.offer(FrameType.READY, payload(1));
        while (queue.offer(FrameType.PONG, payload(8))) {}
        queue.offer(FrameType.CLOSE, payload(1));

        assertThat(queue.drain(0, out, 0, 65_519, 65_519)).isEqualTo(12);
        assertThat(out[4]).isEqualTo((byte) FrameType.READY);
        assertThat(out[6 + 4]).isEqualTo((byte) FrameType.CLOSE);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void ourRecordGoesRightBehindResumeWhateverComesLater() {
        queue.offer(FrameType.SESSION_CONTROL, payload(17));
        queue.offer(0, FrameType.DISCOVERY, payload(300));
        queue.offer(FrameType.PING, payload(8));

        queue.drain(0, out, 0, out.length, 65_519);

        assertThat(out[4]).isEqualTo((byte) FrameType.SESSION_CONTROL);
        assertThat(out[22 + 4]).isEqualTo((byte) FrameType.DISCOVERY);
        assertThat(out[22 + 305 + 4]).isEqualTo((byte) FrameType.PING);
    }
}
