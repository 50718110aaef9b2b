package org.osier.transport.channel;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes the messages out of a stream of {@code [u16 length][message]}. One thread. */
final class MessageReader {
    private final Wire wire;
    private final ByteBuffer buffer = ByteBuffer.allocate(Outbox.LENGTH_BYTES + Outbox.MAX_MESSAGE_BYTES);

    MessageReader(Wire wire) {
        this.wire = wire;
        buffer.flip();
    }

    /** The next message, valid until the next call of any method; null: its end has not come yet. */
    @Nullable
    ByteBuffer next() throws ProtocolException {
        if (buffer.remaining() < Outbox.LENGTH_BYTES) return null;
        int length = Short.toUnsignedInt(buffer.getShort(buffer.position()));
        if (length == 0) throw new ProtocolException("a message of 0 bytes");
        int begin = buffer.position() + Outbox.LENGTH_BYTES;
        if (buffer.limit() - begin < length) return null;
        buffer.position(begin + length);
        return buffer.slice(begin, length);
    }

    /** Waits for more. False: the stream has ended, between two messages. */
    boolean fill() throws IOException {
        // What is at its place is not moved: somebody may send a long message byte by byte.
        if (buffer.position() > 0) buffer.compact();
        else buffer.position(buffer.limit()).limit(buffer.capacity());
        int read;
        try {
            read = wire.read(buffer);
        } finally {
            buffer.flip();
        }
        if (read < 0 && buffer.hasRemaining()) throw new EOFException("ended inside a message");
        return read >= 0;
    }

    /** Waits for the end of the stream, and for nothing in it. */
    void discard() throws IOException {
        while (wire.read(buffer.clear()) >= 0) continue;
    }
}
