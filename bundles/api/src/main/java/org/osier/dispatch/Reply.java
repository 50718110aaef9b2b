package org.osier.dispatch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What a handler answers. Immutable. */
public final class Reply {
    private static final Reply NONE = new Reply(ByteBuffer.allocate(0));

    private final ByteBuffer payload;

    private Reply(ByteBuffer payload) {
        this.payload = payload;
    }

    /** An answer without payload. */
    public static Reply none() {
        return NONE;
    }

    /** @param text sent as UTF-8 */
    public static Reply text(String text) {
        return new Reply(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @param payload 0 to about 16 MiB; a view is kept: do not change the bytes any more */
    public static Reply bytes(ByteBuffer payload) {
        return new Reply(payload.slice());
    }

    /** A view of the payload. */
    public ByteBuffer payload() {
        return payload.slice();
    }
}
