package org.osier.core.node;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.osier.core.handshake.UepsKeys;

/** Bytes laid out by hand as WIRE.md, sections 3 to 6, lays them out: none of the code under test is used for it. */
final class Wire {
    static final int FIRST = 1;
    static final int LAST = 2;
    static final int QUIET = 4;
    static final int WHOLE = FIRST | LAST | QUIET;

    static final int RECORDS = 0x04;
    static final int MESSAGE = 0x02;
    static final int CONTROL = 0x14;
    static final int READY = 0x17;
    static final int PATH_ECHO = 0x1A;
    static final int PING = 0x1B;
    static final int PONG = 0x1C;
    static final int CLOSE = 0x1E;

    /** A frame as it was parsed. */
    record Frame(int type, byte[] payload) {
        /** Byte {@code at} of the payload. */
        int u8(int at) {
            return payload[at] & 0xff;
        }

        ByteBuffer buffer() {
            return ByteBuffer.wrap(payload);
        }

        /** As {@code (type) payload in hex}, to be compared. */
        @Override
        public String toString() {
            return String.format("(%02x) %s", type, HexFormat.of().formatHex(payload));
        }
    }

    private Wire() {}

    static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        int size = 0;
        for (var part : parts) size += part.length;
        var all = ByteBuffer.allocate(size);
        for (var part : parts) all.put(part);
        return all.array();
    }

    /** {@code [u32 length = 1 + payload][u8 type][payload]}. */
    static byte[] frame(int type, byte[] payload) {
        return ByteBuffer.allocate(5 + payload.length)
                .putInt(1 + payload.length)
                .put((byte) type)
                .put(payload)
                .array();
    }

    static byte[] segment(int flags, int stream, long offset, byte[] bytes) {
        return ByteBuffer.allocate(10 + bytes.length)
                .put((byte) flags)
                .put((byte) stream)
                .putLong(offset)
                .put(bytes)
                .array();
    }

    /** Kind 1. @param entries stream, offset, window, and again */
    static byte[] acknowledge(long... entries) {
        return join(bytes(1), entries(entries));
    }

    /** Kind 3, or 2 without entries: forgotten. @param entries stream, received, window, and again */
    static byte[] greeting(int kind, long myBoot, long yourBoot, long... entries) {
        var head = ByteBuffer.allocate(17).put((byte) kind).putLong(myBoot).putLong(yourBoot);
        return join(head.array(), entries(entries));
    }

    private static byte[] entries(long... entries) {
        var out = ByteBuffer.allocate(entries.length / 3 * 13);
        for (int i = 0; i < entries.length; i += 3) {
            out.put((byte) entries[i]).putLong(entries[i + 1]).putInt((int) entries[i + 2]);
        }
        return out.array();
    }

    /** The n-th message id: a UUID of version 7. */
    static byte[] id(int n) {
        long ms = 1_767_225_600_000L; // the first instant of virtual time
        return ByteBuffer.allocate(16)
                .putLong(ms << 16 | 0x7000)
                .putLong(0x8000_0000_0000_0000L | (long) n << 32)
                .array();
    }

    /** Session message 0x02: an envelope. @param replyTo empty for none */
    static byte[] envelope(int flags, byte[] id, byte[] replyTo, byte[] packet) {
        return join(bytes(MESSAGE, 1, flags, 0), id, replyTo, packet);
    }

    /** A question: bit 5. */
    static byte[] question(byte[] id, byte[] packet) {
        return envelope(0x20, id, new byte[0], packet);
    }

    /** A UEPS packet, dialect A. */
    static byte[] packet(UepsKeys keys, int intent, int threat, byte[] payload) {
        var header = bytes(1, 1, 9, 2, 1, 5, 3, 1, 5, 4, 1, intent, 5, 2, threat >> 8, threat);
        return join(header, bytes(6, 32), keys.sending().over(header, payload), bytes(0xff), payload);
    }
}
