package org.osier.transport.tcp;

import java.nio.ByteBuffer;

/** {@code [u16 length][message]}, a message of 1 to 65,535 bytes (WIRE.md, section 1). */
final class Framing {
    static final int HEADER_BYTES = 2;
    static final int MAX_MESSAGE_BYTES = 65_535;
    static final int MAX_FRAME_BYTES = HEADER_BYTES + MAX_MESSAGE_BYTES;

    private Framing() {}

    static void checkLength(ByteBuffer message) {
        int length = message.remaining();
        if (length < 1 || length > MAX_MESSAGE_BYTES) {
            throw new IllegalArgumentException("a message has 1 to " + MAX_MESSAGE_BYTES + " bytes, got " + length);
        }
    }

    /** A frame of its own on the heap. */
    static byte[] frame(ByteBuffer message) {
        int length = message.remaining();
        var frame = new byte[HEADER_BYTES + length];
        frame[0] = (byte) (length >> 8);
        frame[1] = (byte) length;
        message.get(frame, HEADER_BYTES, length);
        return frame;
    }
}
