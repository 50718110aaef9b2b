package org.osier.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.osier.dispatch.Request;
import org.osier.mesh.Peer;

/** A request as a handler gets it, of a peer that does not exist. For the tests of handlers. Immutable. */
public final class SampleRequest implements Request {
    private final int intent;
    private final ByteBuffer payload;

    private SampleRequest(int intent, ByteBuffer payload) {
        this.intent = intent;
        this.payload = payload;
    }

    /** @param text sent as UTF-8 */
    public static Request of(int intent, String text) {
        return of(intent, StandardCharsets.UTF_8.encode(text));
    }

    /** @param payload copied */
    public static Request of(int intent, ByteBuffer payload) {
        var copy = ByteBuffer.allocate(payload.remaining());
        copy.put(payload.duplicate()).flip();
        return new SampleRequest(intent, copy.asReadOnlyBuffer());
    }

    @Override
    public Peer from() {
        return SamplePeer.met();
    }

    @Override
    public int intent() {
        return intent;
    }

    @Override
    public int threat() {
        return 0;
    }

    @Override
    public int stream() {
        return 0;
    }

    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    @Override
    public String text() {
        return StandardCharsets.UTF_8.decode(payload()).toString();
    }

    @Override
    public boolean replyWanted() {
        return true;
    }
}
