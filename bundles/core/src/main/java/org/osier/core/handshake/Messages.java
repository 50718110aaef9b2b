package org.osier.core.handshake;

import static org.osier.core.handshake.HandshakeException.Reason.MALFORMED;

import java.nio.ByteBuffer;

/** The sizes of the messages (WIRE.md, section 2), for whoever must refuse a length before it reads. */
public final class Messages {
    private static final int SECOND_OVERHEAD = 1_200;
    private static final int THIRD_OVERHEAD = 64;
    private static final int IK_FIRST_OVERHEAD = 1_320;
    private static final int IK_SECOND_OVERHEAD = 1_152;

    /** Message 1 of XX: the preamble, then 1,248 bytes of Noise with an empty payload. */
    public static final int FIRST_BYTES = 1_272;

    /** Message 1 of IK at most: it has a payload. */
    public static final int MAX_IK_FIRST_BYTES = IK_FIRST_OVERHEAD + HandshakePayload.MAX_BYTES;

    /** Message 2 at most. */
    public static final int MAX_SECOND_BYTES = SECOND_OVERHEAD + HandshakePayload.MAX_BYTES;

    /** Message 3 at most. */
    public static final int MAX_THIRD_BYTES = THIRD_OVERHEAD + HandshakePayload.MAX_BYTES;

    /** A refusal in clear, in place of message 2: a zero and a code. */
    static final int REFUSAL_BYTES = 2;

    private Messages() {}

    static byte[] first(ByteBuffer message) throws HandshakeException {
        return take(message, FIRST_BYTES, MAX_IK_FIRST_BYTES);
    }

    /** Whether a message 1 of this pattern may be so long. */
    static void checkFirst(HandshakePattern pattern, int bytes) throws HandshakeException {
        boolean fits = pattern == HandshakePattern.XX
                ? bytes == FIRST_BYTES
                : bytes >= IK_FIRST_OVERHEAD + HandshakePayload.MIN_BYTES && bytes <= MAX_IK_FIRST_BYTES;
        if (!fits) throw HandshakeException.forgeable(MALFORMED);
    }

    static byte[] second(HandshakePattern pattern, ByteBuffer message) throws HandshakeException {
        int overhead = pattern == HandshakePattern.XX ? SECOND_OVERHEAD : IK_SECOND_OVERHEAD;
        return take(message, overhead + HandshakePayload.MIN_BYTES, overhead + HandshakePayload.MAX_BYTES);
    }

    static byte[] third(ByteBuffer message) throws HandshakeException {
        return take(message, THIRD_OVERHEAD + HandshakePayload.MIN_BYTES, MAX_THIRD_BYTES);
    }

    private static byte[] take(ByteBuffer message, int min, int max) throws HandshakeException {
        if (message.remaining() < min || message.remaining() > max) throw HandshakeException.forgeable(MALFORMED);
        var bytes = new byte[message.remaining()];
        message.get(bytes);
        return bytes;
    }
}
