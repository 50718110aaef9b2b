package org.osier.transport.channel;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Connection;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/**
 * The calls of one receiver, from opened to closed. Closed is told once and last: at once, or while another call goes on by
 * the thread of that one when it returns. So nobody waits for anybody, and nobody is called under a lock.
 */
final class Calls {
    private final Receiver receiver;
    private int inside; // guarded by this
    private boolean over; // guarded by this
    private @Nullable TransportException cause; // guarded by this

    Calls(Receiver receiver) {
        this.receiver = receiver;
    }

    void opened(Connection connection) {
        call(() -> receiver.opened(connection));
    }

    void message(ByteBuffer message) {
        call(() -> receiver.message(message));
    }

    void writable() {
        call(receiver::writable);
    }

    /** The first one counts. */
    void closed(@Nullable TransportException why) {
        synchronized (this) {
            if (over) return;
            over = true;
            cause = why;
            if (inside > 0) return;
        }
        tellClosed();
    }

    private void call(Runnable one) {
        synchronized (this) {
            if (over) return;
            inside++;
        }
        try {
            one.run();
        } finally {
            if (isLast()) tellClosed();
        }
    }

    private synchronized boolean isLast() {
        inside--;
        return over && inside == 0;
    }

    private void tellClosed() {
        TransportException why;
        synchronized (this) {
            why = cause;
        }
        try {
            receiver.closed(why);
        } catch (RuntimeException | Error fault) {
            // Nothing can be told to this receiver any more; others are still to be.
            var thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
        }
    }
}
