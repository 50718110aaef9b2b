package org.osier.core.mesh;

import java.nio.ByteBuffer;

/**
 * The one copy that a message is made of: the caller's payload, with room for what comes before it. Nothing may stand between
 * the new array and the copy into it: then the compiler does not fill it with zeros first, which costs as much as the copy.
 */
final class Headroom {
    private Headroom() {}

    /** @param bytes of room before the payload, whose position does not move */
    static byte[] before(ByteBuffer payload, int bytes) {
        int length = payload.remaining();
        if (payload.hasArray()) {
            var from = payload.array();
            int at = payload.arrayOffset() + payload.position();
            var message = new byte[bytes + length];
            System.arraycopy(from, at, message, bytes, length);
            return message;
        }
        var message = new byte[bytes + length];
        payload.get(payload.position(), message, bytes, length);
        return message;
    }
}
