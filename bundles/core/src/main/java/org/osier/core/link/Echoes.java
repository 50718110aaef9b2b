package org.osier.core.link;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.osier.core.link.rules.FrameType;
import org.osier.core.session.rules.Violation;

/**
 * Answers what a link answers by itself: Ping and PathEcho; and takes the Pong to who waits for it. The reading
 * thread's.
 */
final class Echoes {
    /** How an answer leaves. */
    interface Sender {
        void send(int type, ByteBuffer payload);
    }

    private static final int PING_BYTES = 8; // WIRE.md, section 3
    private static final int PATH_ECHO_BYTES = 9; // {@code [u8 0 asks, 1 answers][8 random]}

    private final Pings pings;
    private final Sender sender;

    Echoes(Pings pings, Sender sender) {
        this.pings = pings;
        this.sender = sender;
    }

    /** @return false: the frame is none of these */
    boolean on(int type, byte[] record, int offset, int length) throws Violation {
        switch (type) {
            case FrameType.PING -> {
                check("Ping", PING_BYTES, length);
                sender.send(FrameType.PONG, ByteBuffer.wrap(record, offset, length));
            }
            case FrameType.PONG -> {
                check("Pong", PING_BYTES, length);
                pings.answered(ByteBuffer.wrap(record).getLong(offset));
            }
            case FrameType.PATH_ECHO -> {
                check("PathEcho", PATH_ECHO_BYTES, length);
                if (record[offset] == 0) answer(Arrays.copyOfRange(record, offset, offset + length));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void answer(byte[] question) {
        question[0] = 1;
        sender.send(FrameType.PATH_ECHO, ByteBuffer.wrap(question));
    }

    private static void check(String what, int expected, int length) throws Violation {
        if (length != expected) throw new Violation("a " + what + " of " + length + " bytes");
    }
}
