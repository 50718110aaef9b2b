package org.osier.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cutting the stream into messages, without a socket. */
class FrameReaderTest {
    private final LoopBuffers buffers = new LoopBuffers(new UnpooledByteBufAllocator(false, true));
    private final List<byte[]> got = new ArrayList<>();
    private int wanted = Integer.MAX_VALUE;
    private final FrameReader reader = new FrameReader(buffers, this::take);

    private boolean take(ByteBuffer message) {
        var copy = new byte[message.remaining()];
        message.get(copy);
        // As the node does when it opens a record in place.
        Arrays.fill(message.array(), message.arrayOffset(), message.arrayOffset() + message.capacity(), (byte) 0xEE);
        got.add(copy);
        return got.size() < wanted;
    }

    /**
     * Hands {@code bytes} over as a socket would: at most {@code chunk} at a time, and no more than there is room for.
     */
    private void feed(byte[] bytes, int chunk) throws BadLengthException {
        for (int from = 0; from < bytes.length; ) {
            var target = reader.target();
            int length = Math.min(Math.min(chunk, target.writableBytes()), bytes.length - from);
            reader.read(target.writeBytes(bytes, from, length));
            from += length;
        }
    }

    private static byte[] frames(List<byte[]> messages) {
        var out = new ByteArrayOutputStream();
        for (var message : messages) out.writeBytes(Framing.frame(ByteBuffer.wrap(message)));
        return out.toByteArray();
    }

    /** Goal: it does not matter where the stream is cut. Method: the same messages in chunks of many sizes. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64, 1_000, 40_000, Framing.MAX_FRAME_BYTES})
    void messagesAreTheSameHoweverTheStreamIsCut(int chunk) throws BadLengthException {
        long seed = chunk;
        var random = new Random(seed);
        var messages = new ArrayList<byte[]>();
        for (int size : new int[] {1, 2, 3, 100, 255, 256, 4_000, 65_534, 65_535, 1, 65_535}) {
            var message = new byte[size];
            random.nextBytes(message);
            messages.add(message);
        }
        feed(frames(messages), chunk);
        assertThat(got)
                .as("seed %d", seed)
                .usingElementComparator(Arrays::compare)
                .isEqualTo(messages);
        assertThat(reader.isInsideFrame()).isFalse();
    }

    @Test
    void wholeMessageIsHandedOutWithoutCopy() throws BadLengthException {
        feed(frames(List.of(new byte[] {1, 2, 3})), 100);
        assertThat(buffers.reading().array()).startsWith(0, 3, 0xEE, 0xEE, 0xEE);
    }

    @Test
    void lengthZeroIsRefusedAlsoWhenItComesInTwoParts() throws BadLengthException {
        assertThatThrownBy(() -> feed(new byte[] {0, 1, 9, 0, 0}, 100)).isInstanceOf(BadLengthException.class);
        assertThat(got).hasSize(1);
        feed(new byte[] {0}, 1);
        assertThatThrownBy(() -> feed(new byte[] {0}, 1)).isInstanceOf(BadLengthException.class);
    }

    @Test
    void receiverThatWantsNoMoreGetsNoMore() throws BadLengthException {
        wanted = 2;
        feed(frames(List.of(new byte[] {1}, new byte[] {2}, new byte[] {3})), 100);
        assertThat(got).hasSize(2);
    }

    @Test
    void incompleteFrameIsKnown() throws BadLengthException {
        feed(new byte[] {0}, 1);
        assertThat(reader.isInsideFrame()).isTrue();
        feed(new byte[] {2, 7}, 1);
        assertThat(reader.isInsideFrame()).isTrue();
        feed(new byte[] {8}, 1);
        assertThat(reader.isInsideFrame()).isFalse();
        assertThat(got).hasSize(1);
    }
}
