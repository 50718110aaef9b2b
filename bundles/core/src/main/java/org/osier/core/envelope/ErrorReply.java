package org.osier.core.envelope;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.osier.mesh.MeshException;
import org.osier.mesh.MeshException.Kind;

/**
 * The payload of an answer that says why there is none: {@code [u16 nnn of OSIER-nnn][text, at most 200 bytes UTF-8]}
 * (WIRE.md, section 5).
 *
 * @param code 0 to 65,535
 * @param text for people, no control characters
 */
public record ErrorReply(int code, String text) {
    /** Longest text in bytes of UTF-8. */
    public static final int MAX_TEXT_BYTES = 200;

    /** What an answer that cannot be read as one leaves us with. */
    private static final ErrorReply MALFORMED =
            new ErrorReply(Kind.UNKNOWN_OUTCOME.code(), "an error reply that cannot be read");

    /**
     * Writes one.
     *
     * @param code 0 to 65,535
     * @param text cut before the character that would not fit whole
     */
    public static ByteBuffer write(int code, String text) {
        if (code < 0 || code > 0xffff) throw new IllegalArgumentException("a code is 0 to 65,535, got " + code);
        var utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, MAX_TEXT_BYTES);
        while (length < utf8.length && isInsideCharacter(utf8[length])) length--;
        return ByteBuffer.allocate(2 + length)
                .putShort((short) code)
                .put(utf8, 0, length)
                .flip();
    }

    private static boolean isInsideCharacter(byte b) {
        return (b & 0xc0) == 0x80;
    }

    /** Reads one; never fails, what is malformed becomes OSIER-307. @param payload its position may move */
    public static ErrorReply read(ByteBuffer payload) {
        if (payload.remaining() < 2 || payload.remaining() > 2 + MAX_TEXT_BYTES) return MALFORMED;
        int code = payload.getShort() & 0xffff;
        // A peer must not write on the operator's terminal what is not text.
        var text = StandardCharsets.UTF_8
                .decode(payload)
                .toString()
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\ufffd");
        return new ErrorReply(code, text);
    }

    /** As its requester gets it. @param from who answered so */
    public MeshException toException(String from) {
        return new MeshException(Kind.of(code), code, from + ": " + text, null);
    }
}
