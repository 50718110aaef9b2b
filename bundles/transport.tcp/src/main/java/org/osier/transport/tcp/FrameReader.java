package org.osier.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream of one connection into messages. Bytes are read into the loop's shared array and handed out from
 * there; a frame that is not complete yet gets an array of its own, and the next read goes right behind what is there.
 */
final class FrameReader extends DefaultMaxMessagesRecvByteBufAllocator {
    private final LoopBuffers buffers;
    /** Takes a message; false: wants no more. */
    private final Predicate<ByteBuffer> receiver;
    /** An incomplete frame, or its first byte; its capacity is what is known to come. */
    private @Nullable ByteBuf rest;

    FrameReader(LoopBuffers buffers, Predicate<ByteBuffer> receiver) {
        this.buffers = buffers;
        this.receiver = receiver;
    }

    /** How Netty asks where to read to. */
    @Override
    public MaxMessageHandle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public ByteBuf allocate(ByteBufAllocator unused) {
                return target().retain();
            }

            @Override
            public int guess() {
                return Framing.MAX_FRAME_BYTES;
            }
        };
    }

    /** Where the next bytes go. */
    ByteBuf target() {
        return rest == null ? buffers.reading() : rest;
    }

    /** @param in what {@link #target} gave, with new bytes in it */
    void read(ByteBuf in) throws BadLengthException {
        if (in == rest) continueFrame(in);
        else readFrames(in);
    }

    /** True: the stream must not end here. */
    boolean isInsideFrame() {
        return rest != null;
    }

    void drop() {
        rest = null;
    }

    private void continueFrame(ByteBuf frame) throws BadLengthException {
        if (frame.isWritable()) return;
        if (frame.capacity() == Framing.HEADER_BYTES) {
            keep(frame, length(frame));
        } else {
            rest = null;
            receiver.test(message(frame, Framing.HEADER_BYTES, frame.capacity() - Framing.HEADER_BYTES));
        }
    }

    private void readFrames(ByteBuf in) throws BadLengthException {
        while (in.readableBytes() >= Framing.HEADER_BYTES) {
            int length = length(in);
            if (in.readableBytes() < Framing.HEADER_BYTES + length) {
                keep(in, length);
                return;
            }
            var message = message(in, in.readerIndex() + Framing.HEADER_BYTES, length);
            in.skipBytes(Framing.HEADER_BYTES + length);
            if (!receiver.test(message)) return;
        }
        if (in.isReadable()) keep(in, 0);
    }

    private void keep(ByteBuf in, int length) {
        rest = Unpooled.wrappedBuffer(new byte[Framing.HEADER_BYTES + length]).clear();
        rest.writeBytes(in);
    }

    private static int length(ByteBuf in) throws BadLengthException {
        int length = in.getUnsignedShort(in.readerIndex());
        if (length == 0) throw new BadLengthException();
        return length;
    }

    /** A slice: the receiver may overwrite its message, not its neighbours. */
    private static ByteBuffer message(ByteBuf in, int index, int length) {
        return ByteBuffer.wrap(in.array(), in.arrayOffset() + index, length).slice();
    }
}
