package org.osier.transport.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
    private static final URI HERE = URI.create("test://localhost:1");

    /** Goal: where a stream is cut into reads does not matter. Method: messages of many sizes, cut at random places. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void messagesComeWholeHoweverTheStreamIsCut(long seed) throws Exception {
        var random = new Random(seed);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 40; i++) sent.add(bytes(random, 1 + random.nextInt(i % 4 == 0 ? 65_535 : 300)));
        sent.add(bytes(random, 65_535));
        sent.add(bytes(random, 1));
        var stream = ByteBuffer.allocate(
                sent.stream().mapToInt(message -> 2 + message.length).sum());
        for (var message : sent) stream.putShort((short) message.length).put(message);

        assertThat(read(reader(new Cut(stream.array(), random))))
                .as("seed %d", seed)
                .containsExactlyElementsOf(sent);
    }

    @Test
    void aLengthOfZeroIsNoMessage() {
        assertThatThrownBy(() -> read(reader(new ByteArrayInputStream(new byte[] {0, 1, 7, 0, 0}))))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void anEndInsideAMessageIsNoCleanEnd() {
        for (var cut : new byte[][] {{0}, {0, 2}, {0, 2, 1}, {0, 1, 7, 0}}) {
            assertThatThrownBy(() -> read(reader(new ByteArrayInputStream(cut))))
                    .isInstanceOf(EOFException.class);
        }
    }

    /** The node decrypts in place: what it writes stays within its message. */
    @Test
    void aMessageHasNothingOfItsNeighbours() throws Exception {
        var reader = reader(new ByteArrayInputStream(new byte[] {0, 2, 1, 2, 0, 1, 3}));
        assertThat(reader.fill()).isTrue();
        var first = reader.next();
        assertThat(first).isNotNull();
        assertThat(first.hasArray()).isTrue();
        assertThat(first.capacity()).isEqualTo(2);
        while (first.hasRemaining()) first.put((byte) -1);
        assertThat(array(reader.next())).containsExactly(3);
    }

    private static MessageReader reader(InputStream stream) {
        return new MessageReader(
                Wire.of(Channels.newChannel(stream), Channels.newChannel(OutputStream.nullOutputStream()), HERE, HERE));
    }

    private static List<byte[]> read(MessageReader reader) throws Exception {
        List<byte[]> read = new ArrayList<>();
        do {
            for (var message = reader.next(); message != null; message = reader.next()) read.add(array(message));
        } while (reader.fill());
        return read;
    }

    private static byte[] array(ByteBuffer message) {
        var copy = new byte[message.remaining()];
        message.get(copy);
        return copy;
    }

    private static byte[] bytes(Random random, int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Gives as much at once as chance says. */
    private static final class Cut extends ByteArrayInputStream {
        private final Random random;

        Cut(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return super.read(into, offset, 1 + random.nextInt(random.nextBoolean() ? 3 : length));
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
