package org.osier.transport.websocket;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/**
 * The calls to one receiver. Jetty tells of an end on whichever thread meets it, also while a message is handed over on
 * another one: here the end waits until nobody is inside. Any thread.
 */
final class Calls {
    private final Receiver receiver;

    // Guarded by this.
    private int inside;
    private boolean ended;
    private boolean told;
    private @Nullable TransportException cause;

    Calls(Receiver receiver) {
        this.receiver = receiver;
    }

    /** @return false: it has ended already, nothing was called */
    boolean opened(Connection connection) {
        return call(() -> receiver.opened(connection));
    }

    /** Not two at a time. */
    void message(ByteBuffer message) {
        call(() -> receiver.message(message));
    }

    void writable() {
        call(receiver::writable);
    }

    /** The last call, at once or when whoever is inside has left. The first end counts. */
    void end(@Nullable TransportException why) {
        synchronized (this) {
            if (ended) return;
            ended = true;
            cause = why;
        }
        tellEnd();
    }

    private boolean call(Runnable call) {
        synchronized (this) {
            if (ended) return false;
            inside++;
        }
        try {
            call.run();
        } finally {
            synchronized (this) {
                inside--;
            }
            tellEnd();
        }
        return true;
    }

    private void tellEnd() {
        synchronized (this) {
            if (!ended || told || inside > 0) return;
            told = true;
        }
        receiver.closed(cause);
    }
}
