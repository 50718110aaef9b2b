package org.osier.transport.websocket;

import java.nio.ByteBuffer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * What is on its way out of one connection. Jetty writes on the thread of whoever sends while the wire is free, and
 * queues otherwise; when its queue is empty, the node hears of it. One sender at a time, on any thread.
 */
final class Outgoing implements Callback {
    private final CoreSession session;
    private final Calls calls;

    // Guarded by this.
    private int waiting;
    private boolean sending;
    private boolean owed;

    Outgoing(CoreSession session, Calls calls) {
        this.session = session;
        this.calls = calls;
    }

    /** As {@code Connection.send}. */
    boolean send(ByteBuffer message) {
        var copy = new byte[message.remaining()];
        message.get(copy);
        synchronized (this) {
            waiting++;
            sending = true;
        }
        session.sendFrame(new Frame(OpCode.BINARY, ByteBuffer.wrap(copy)), this, false);
        synchronized (this) {
            sending = false;
            owed = waiting > 0;
            return !owed;
        }
    }

    /** One more is written. */
    @Override
    public void succeeded() {
        boolean free;
        synchronized (this) {
            waiting--;
            // Inside send its answer says so.
            free = waiting == 0 && owed && !sending;
            if (free) owed = false;
        }
        if (free) calls.writable();
    }

    /** The connection is gone, of which others tell. */
    @Override
    public void failed(Throwable cause) {
        synchronized (this) {
            waiting--;
        }
    }
}
