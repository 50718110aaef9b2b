package org.osier.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A close has its time, here a short one. */
@Timeout(30)
class HostileCloseTest extends WiresFixture {
    @Override
    long flushMs() {
        return 50;
    }

    /** Goal: an end that never closes cannot hold a connection. Method: it reads what was flushed, and stays. */
    @Test
    void closeDoesNotWaitForEverForTheOtherEnd() throws Exception {
        var stranger = stranger();
        var receiver = accepted();
        receiver.send(new byte[] {1, 2});
        receiver.connection().close();
        awaitEnd(receiver, "");
        assertThat(stranger.read(ByteBuffer.allocate(10))).isEqualTo(4);
    }

    /** Goal: what could not be flushed is not called a clean end. Method: the other end never reads. */
    @Test
    void closeThatCouldNotFlushSaysSo() throws Exception {
        stranger();
        var receiver = accepted();
        for (int i = 0; i < 200; i++) receiver.send(new byte[65_000]);
        receiver.connection().close();
        awaitEnd(receiver, "LOST");
    }
}
