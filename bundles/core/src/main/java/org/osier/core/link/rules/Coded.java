package org.osier.core.link.rules;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The payload of frames 0x17 and 0x1E: {@code [u8 code][text, at most 200 bytes UTF-8]} (WIRE.md, section 3). */
public final class Coded {
    static final int MAX_TEXT_BYTES = 200;

    private Coded() {}

    /** @param text cut before the character that would not fit whole */
    public static ByteBuffer write(int code, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        int size = Math.min(bytes.length, MAX_TEXT_BYTES);
        while (size > 0 && size < bytes.length && (bytes[size] & 0xC0) == 0x80) size--;
        return ByteBuffer.allocate(1 + size)
                .put((byte) code)
                .put(bytes, 0, size)
                .flip();
    }

    /** The text, cut and made safe for a terminal. */
    public static String text(byte[] buffer, int offset, int length) {
        if (length < 1) return ""; // nothing may be read behind the end of a record
        int size = Math.min(length - 1, MAX_TEXT_BYTES);
        var text = new String(buffer, offset + 1, size, StandardCharsets.UTF_8);
        return text.codePoints()
                .map(c -> steers(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean steers(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
