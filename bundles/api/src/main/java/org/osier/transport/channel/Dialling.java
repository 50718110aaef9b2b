package org.osier.transport.channel;

import static org.osier.transport.TransportException.Kind.NO_ROUTE;
import static org.osier.transport.TransportException.Kind.REFUSED;
import static org.osier.transport.TransportException.Kind.TIMEOUT;

import java.io.Closeable;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/**
 * One dial. Its thread opens the wire and then reads from it, unless the dial has ended by then: by its timeout, by who gave
 * it up, by the stop of the transport. Whoever ends it tells the receiver, and does not wait for the opener.
 */
final class Dialling implements Closeable {
    private final Wires wires;
    private final URI to;
    private final Receiver receiver;
    private final Opener opener;
    private final Thread thread;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Future<?> limit;

    Dialling(Wires wires, URI to, Receiver receiver, Opener opener) {
        this.wires = wires;
        this.to = to;
        this.receiver = receiver;
        this.opener = opener;
        this.thread = wires.thread("read", this::run);
    }

    void start(Duration timeout) {
        limit = wires.after(timeout.toMillis(), () -> end(timedOut(timeout)));
        try {
            wires.start(thread);
        } catch (OutOfMemoryError noThread) {
            end(new TransportException(NO_ROUTE, to + ": " + noThread.getMessage(), noThread));
        }
    }

    /** Gives it up; after it has ended: nothing. */
    @Override
    public void close() {
        wires.execute(() -> end(null));
    }

    void end(@Nullable TransportException cause) {
        if (!isMine()) return;
        thread.interrupt();
        new Calls(receiver).closed(cause);
    }

    private void run() {
        try {
            if (over.get()) return; // before this thread could be interrupted
            var wire = opener.open();
            if (isMine()) wires.begin(wire, receiver).run();
            else wire.close();
        } catch (TransportException e) {
            end(e);
        } catch (UnknownHostException | NoRouteToHostException e) {
            end(new TransportException(NO_ROUTE, to + ": " + e.getMessage(), e));
        } catch (IOException | InterruptedException e) {
            end(new TransportException(REFUSED, to + ": " + e.getMessage(), e));
        } catch (RuntimeException | Error fault) {
            end(new TransportException(REFUSED, to + ": " + fault, fault));
        }
    }

    /** True once: to the one who decides how the dial ends. */
    private boolean isMine() {
        if (!over.compareAndSet(false, true)) return false;
        var timer = limit;
        if (timer != null) timer.cancel(false);
        wires.remove(this);
        return true;
    }

    private TransportException timedOut(Duration timeout) {
        return new TransportException(TIMEOUT, to + ": no answer within " + timeout.toMillis() + " ms", null);
    }
}
