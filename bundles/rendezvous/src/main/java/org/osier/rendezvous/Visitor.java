package org.osier.rendezvous;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A connection, for one request and for a short time: who sends or takes a byte a second is cut off. */
final class Visitor extends SocketChannelEndPoint {
    private final Visitors visitors;
    private final Tally tally;
    private final long source;
    private volatile Scheduler.@Nullable Task limit;

    Visitor(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            Visitors visitors,
            Tally tally,
            long source) {
        super(channel, selector, key, scheduler);
        this.visitors = visitors;
        this.tally = tally;
        this.source = source;
    }

    long source() {
        return source;
    }

    /** From now on its time runs. */
    void limit(Scheduler scheduler, Duration visit) {
        limit = scheduler.schedule(this::cut, visit.toMillis(), TimeUnit.MILLISECONDS);
    }

    void cut() {
        if (!isOpen()) return;
        tally.add(Tally.Counted.CUT);
        close();
    }

    @Override
    public void onClose(Throwable failure) {
        super.onClose(failure);
        var limit = this.limit;
        if (limit != null) limit.cancel();
        visitors.left(this);
    }
}
