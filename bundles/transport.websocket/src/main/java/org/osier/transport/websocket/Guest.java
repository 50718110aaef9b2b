package org.osier.transport.websocket;

import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Future;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.osier.transport.TransportException;

/** A connection that was let in, from its first byte on; a WebSocket it becomes later, or never. */
final class Guest extends SocketChannelEndPoint {
    /** Who is told. */
    interface Host {
        /** It is gone, once for each guest. */
        void left(Guest guest);
    }

    private final Host host;
    private final Calls calls;
    private final URI remote;
    private volatile boolean upgraded;
    private volatile @Nullable Future<?> limit;

    Guest(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Host host,
            Calls calls,
            URI remote) {
        super(channel, selector, key, scheduler);
        this.host = host;
        this.calls = calls;
        this.remote = remote;
    }

    /** Whose request this is, whether or not there is TLS in between. */
    static Guest of(EndPoint endPoint) {
        var own = endPoint;
        while (own instanceof EndPoint.Wrapper wrapper) own = wrapper.unwrap();
        return (Guest) own;
    }

    URI remote() {
        return remote;
    }

    Calls calls() {
        return calls;
    }

    void limit(Future<?> until) {
        limit = until;
    }

    /** From now on the WebSocket tells how it ends. */
    void upgraded() {
        upgraded = true;
        var until = limit;
        if (until != null) until.cancel(false);
    }

    boolean isUpgraded() {
        return upgraded;
    }

    @Override
    public void onClose(Throwable failure) {
        super.onClose(failure);
        var until = limit;
        if (until != null) until.cancel(false);
        host.left(this);
        if (upgraded) return;
        var message = remote + ": gone before it was a WebSocket";
        calls.end(new TransportException(TransportException.Kind.LOST, message, failure));
    }
}
