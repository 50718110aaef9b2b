package org.osier.core.link.rules;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the handshake as datagrams: {@code [u8 3][u8 index << 4 | count][at most 1,198]}, all parts full but the
 * last (WIRE.md, section 1). Collects one message at a time, whatever the order, repeated or not. Nobody has proved
 * anything yet, so it holds {@value #MAX} parts and no more, and what comes last counts: a forged part stands in the way
 * of the true one only until that is repeated.
 */
public final class Parts {
    /** Type of a datagram that is a part. */
    public static final byte HANDSHAKE = 3;

    static final int PART_BYTES = 1_198;

    /** Message 2, the longest, has at most 2,224 bytes. */
    static final int MAX = 2;

    private static final int HEADER_BYTES = 2;

    private final byte @Nullable [][] parts = new byte[MAX][];
    private int count;

    /** What to send, and to repeat byte for byte. */
    public static byte[][] cut(byte[] message) {
        int count = (message.length + PART_BYTES - 1) / PART_BYTES;
        if (count > MAX) throw new IllegalArgumentException("a handshake message of " + message.length + " bytes");
        var all = new byte[count][];
        for (int index = 0; index < count; index++) {
            int from = index * PART_BYTES;
            int length = Math.min(PART_BYTES, message.length - from);
            all[index] = ByteBuffer.allocate(HEADER_BYTES + length)
                    .put(HANDSHAKE)
                    .put((byte) (index << 4 | count))
                    .put(message, from, length)
                    .array();
        }
        return all;
    }

    /** A datagram came. @return the message that is whole with it, or null */
    public byte @Nullable [] on(ByteBuffer datagram) {
        int length = datagram.remaining() - HEADER_BYTES;
        if (length < 1 || length > PART_BYTES || datagram.get(datagram.position()) != HANDSHAKE) return null;
        int number = datagram.get(datagram.position() + 1) & 0xff;
        int index = number >> 4;
        int of = number & 0xf;
        if (of > MAX || index >= of || index < of - 1 && length < PART_BYTES) return null;
        if (of != count) Arrays.fill(parts, null);
        count = of;
        var part = new byte[length];
        datagram.get(datagram.position() + HEADER_BYTES, part);
        parts[index] = part;
        return whole();
    }

    private byte @Nullable [] whole() {
        int length = 0;
        for (int i = 0; i < count; i++) {
            var part = parts[i];
            if (part == null) return null;
            length += part.length;
        }
        var message = ByteBuffer.allocate(length);
        for (int i = 0; i < count; i++) message.put(parts[i]);
        Arrays.fill(parts, null);
        return message.array();
    }
}
