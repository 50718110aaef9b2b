package org.osier.transport.websocket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole messages of frames. We send each message as one frame; others, and proxies in between, may cut it. Belongs
 * to the reading thread.
 */
final class Incoming {
    static final int MAX_MESSAGE_BYTES = 65_535;

    private byte @Nullable [] parts;
    private int length;

    /** @return a whole message, valid as long as the frame; null: more has to come */
    @Nullable
    ByteBuffer add(Frame frame) throws MessageTooLargeException {
        var payload = frame.getPayload();
        // A buffer of its own without what lies beside it: its reader may write all over it.
        if (parts == null && frame.isFin()) return payload.slice();
        append(payload);
        if (!frame.isFin()) return null;
        var whole = ByteBuffer.wrap(parts == null ? new byte[0] : Arrays.copyOf(parts, length));
        parts = null;
        length = 0;
        return whole;
    }

    private void append(ByteBuffer payload) throws MessageTooLargeException {
        int more = payload.remaining();
        if (length + more > MAX_MESSAGE_BYTES) {
            throw new MessageTooLargeException("a message of more than " + MAX_MESSAGE_BYTES + " bytes");
        }
        if (parts == null) parts = new byte[more];
        // Twice as much each time, so that many small parts are not copied once for each.
        else if (length + more > parts.length) {
            parts = Arrays.copyOf(parts, Math.min(MAX_MESSAGE_BYTES, Math.max(length + more, 2 * parts.length)));
        }
        payload.get(parts, length, more);
        length += more;
    }
}
