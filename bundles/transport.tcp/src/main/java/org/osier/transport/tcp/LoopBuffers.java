package org.osier.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The two large buffers of one event loop, which all its connections share: an idle connection holds none. Belongs to
 * that loop's thread.
 */
final class LoopBuffers {
    private final UnpooledByteBufAllocator allocator;
    private @Nullable ByteBuf reading;
    private @Nullable ByteBuf writing;

    LoopBuffers(UnpooledByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** An empty heap buffer for one whole frame; its contents last until the next call. */
    ByteBuf reading() {
        if (reading == null) reading = Unpooled.wrappedBuffer(new byte[Framing.MAX_FRAME_BYTES]);
        return reading.clear();
    }

    /**
     * The message as a frame, to be written and released. Mostly in the shared direct buffer, from where the system
     * takes it at once; while a full socket still holds that one, in an array.
     */
    ByteBuf frame(ByteBuffer message) {
        if (writing == null) writing = allocator.directBuffer(Framing.MAX_FRAME_BYTES, Framing.MAX_FRAME_BYTES);
        if (writing.refCnt() > 1) return Unpooled.wrappedBuffer(Framing.frame(message));
        return writing.clear()
                .writeShort(message.remaining())
                .writeBytes(message)
                .retain();
    }

    /** After the loop has ended. */
    void release() {
        if (writing != null) writing.release();
        writing = null;
    }
}
