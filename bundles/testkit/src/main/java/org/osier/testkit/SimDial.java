package org.osier.testkit;

import static org.osier.transport.TransportException.Kind.BAD_ADDRESS;
import static org.osier.transport.TransportException.Kind.NO_ROUTE;
import static org.osier.transport.TransportException.Kind.REFUSED;
import static org.osier.transport.TransportException.Kind.TIMEOUT;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osier.transport.Receiver;
import org.osier.transport.Transport;
import org.osier.transport.TransportException;

/** One dial in progress. A stream learns that nobody listens, a datagram dial hears nothing and times out. */
final class SimDial implements Closeable {
    private final SimNetwork network;
    private final URI from;
    private final URI to;
    private final Transport.Delivery delivery;
    private final Receiver receiver;
    private final Consumer<SimDial> done;
    private boolean over;
    private @Nullable SimConnection accepted;

    SimDial(
            SimNetwork network,
            URI from,
            URI to,
            Transport.Delivery delivery,
            Receiver receiver,
            Consumer<SimDial> done) {
        this.network = network;
        this.from = from;
        this.to = to;
        this.delivery = delivery;
        this.receiver = receiver;
        this.done = done;
    }

    void start(boolean understood, Duration timeout) {
        if (!understood) {
            network.after(0, () -> fail(BAD_ADDRESS, "is not sim://host:port"));
        } else if (!network.knows(to.getHost())) {
            network.after(0, () -> fail(NO_ROUTE, "no such host"));
        } else {
            network.after(timeout.toNanos(), () -> fail(TIMEOUT, "no answer within " + timeout));
            network.travel(from.getHost(), to.getHost(), this::isWanted, this::arrive);
        }
    }

    @Override
    public void close() {
        network.after(0, () -> end(null));
    }

    private boolean isWanted() {
        return !over;
    }

    /** The first packet is at the other end. */
    private void arrive() {
        if (over) return;
        boolean stream = delivery == Transport.Delivery.STREAM;
        var listener = network.listener(to);
        if (listener == null || listener.delivery() != delivery) {
            if (stream) answer(() -> fail(REFUSED, "nobody listens"));
            return;
        }
        var acceptor = listener.acceptor().accept(from);
        if (acceptor.isEmpty() && !stream) return;
        var mine = connection(from, to, receiver);
        acceptor.ifPresent(other -> {
            var theirs = connection(to, from, other);
            mine.join(theirs);
            accepted = theirs;
            theirs.open();
        });
        answer(() -> {
            leave();
            mine.open();
            // Refused by the acceptor: the carrier stood for a moment, then it was closed.
            if (acceptor.isEmpty()) mine.endSoon(0, null);
        });
    }

    private SimConnection connection(URI local, URI remote, Receiver owner) {
        return delivery == Transport.Delivery.STREAM
                ? new SimStream(network, local, remote, owner)
                : new SimDatagrams(network, local, remote, owner);
    }

    private void answer(Runnable arrival) {
        network.travel(to.getHost(), from.getHost(), this::isWanted, () -> {
            if (!over) arrival.run();
        });
    }

    private void fail(TransportException.Kind kind, String why) {
        end(new TransportException(kind, to + ": " + why + ", seed " + network.seed(), null));
    }

    private void end(@Nullable TransportException cause) {
        if (over) return;
        leave();
        // As from TCP: the end that was accepted already is reset. A datagram end is left to its owner.
        if (accepted instanceof SimStream stream) stream.reset();
        receiver.closed(cause);
    }

    private void leave() {
        over = true;
        done.accept(this);
    }
}
