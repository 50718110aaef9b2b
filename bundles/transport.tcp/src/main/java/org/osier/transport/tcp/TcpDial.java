package org.osier.transport.tcp;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Receiver;
import org.osier.transport.TransportException;

/**
 * One dial: look the name up, then try its addresses in turn, each with its share of the time that is left. Everything
 * but {@link #start} and {@link #close} happens on one event loop.
 */
final class TcpDial implements Closeable, EventLoops.Part {
    private final EventLoops loops;
    private final EventLoop loop;
    private final HostLookup lookup;
    private final URI to;
    private final Receiver receiver;

    // The event loop's own.
    private boolean over;
    private long deadline;
    private @Nullable Future<?> limit;
    private @Nullable NioSocketChannel channel;

    TcpDial(EventLoops loops, HostLookup lookup, URI to, Receiver receiver) {
        this.loops = loops;
        this.loop = loops.next();
        this.lookup = lookup;
        this.to = to;
        this.receiver = receiver;
    }

    void start(Duration timeout) {
        if (!run(() -> begin(timeout))) {
            receiver.closed(new TransportException(
                    TransportException.Kind.NO_ROUTE, to + ": the tcp transport has stopped", null));
        }
    }

    /** Gives the dial up; after it has ended: nothing. */
    @Override
    public void close() {
        run(() -> end(null));
    }

    private boolean run(Runnable step) {
        try {
            loop.execute(step);
            return true;
        } catch (RejectedExecutionException stopped) {
            return false;
        }
    }

    private void begin(Duration timeout) {
        loops.add(this);
        deadline = System.nanoTime() + timeout.toNanos();
        limit = loop.schedule(() -> timedOut(timeout), timeout.toNanos(), TimeUnit.NANOSECONDS);
        try {
            var address = TcpAddress.toDial(to);
            lookup.find(address)
                    .whenComplete((found, unknown) -> run(() -> {
                        if (unknown != null) end(Failures.ofDial(to, unknown));
                        else attempt(found, 0, address.port());
                    }));
        } catch (TransportException badAddress) {
            end(badAddress);
        }
    }

    private void attempt(InetAddress[] addresses, int index, int port) {
        if (over) return;
        long share = (deadline - System.nanoTime()) / (addresses.length - index);
        NioSocketChannel candidate;
        try {
            candidate = new NioSocketChannel();
        } catch (ChannelException noSocket) {
            end(Failures.ofDial(to, noSocket));
            return;
        }
        channel = candidate;
        TcpConnection.configure(candidate.config());
        candidate.config().setConnectTimeoutMillis((int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(share)));
        loop.register(candidate);
        candidate.connect(new InetSocketAddress(addresses[index], port)).addListener(connected -> {
            if (connected.isSuccess()) stands(candidate);
            else if (index + 1 < addresses.length) attempt(addresses, index + 1, port);
            else end(Failures.ofDial(to, connected.cause()));
        });
    }

    private void stands(NioSocketChannel connected) {
        if (over) {
            connected.close();
            return;
        }
        leave();
        var connection = new TcpConnection(loops, connected, to, receiver);
        connected.pipeline().addLast(connection);
        connection.open();
    }

    private void timedOut(Duration timeout) {
        String message = to + ": no answer within " + timeout.toMillis() + " ms";
        end(new TransportException(TransportException.Kind.TIMEOUT, message, null));
    }

    private void end(@Nullable TransportException cause) {
        if (over) return;
        leave();
        if (channel != null) channel.close();
        receiver.closed(cause);
    }

    private void leave() {
        over = true;
        if (limit != null) limit.cancel(false);
        loops.remove(this);
    }
}
