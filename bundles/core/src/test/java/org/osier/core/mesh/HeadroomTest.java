package org.osier.core.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Goal: the payload is copied, whatever buffer it is in, and only its own bytes. */
class HeadroomTest {
    private static final byte[] BYTES = {1, 2, 3, 4, 5, 6, 7};

    static Stream<ByteBuffer> buffers() {
        var heap = ByteBuffer.wrap(BYTES, 2, 4);
        return Stream.of(
                heap,
                heap.slice(),
                ByteBuffer.wrap(BYTES).position(1).slice().position(1).limit(5),
                heap.asReadOnlyBuffer(),
                ByteBuffer.allocateDirect(9).put(BYTES).position(2).limit(6));
    }

    @MethodSource("buffers")
    @ParameterizedTest
    void thePayloadStandsBehindRoomForAHead(ByteBuffer payload) {
        int position = payload.position();

        assertThat(Headroom.before(payload, 3)).containsExactly(0, 0, 0, 3, 4, 5, 6);
        assertThat(payload.position()).isEqualTo(position);
        assertThat(payload.remaining()).isEqualTo(4);
    }
}
